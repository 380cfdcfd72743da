package dev.quartet.inference;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How models are fetched from a {@link ModelStore}.
 *
 * @param parent the folder in which the files are kept, in a folder of its own
 * @param maxBytes how much disk they may take; at least 1
 * @param listSha256 the SHA-256 that the list of models must have, in hexadecimal; empty to take
 *     whatever list the store has
 * @param mustAnswer whether no repository is opened when the store does not answer for all that its
 *     list names: where nobody could load the rest later
 */
public record StoreSettings(
    Path parent, long maxBytes, Optional<String> listSha256, boolean mustAnswer) {

  /**
   * @throws IllegalArgumentException if {@code maxBytes} is less than 1, or {@code listSha256} is
   *     no SHA-256; the message names the key
   */
  public StoreSettings {
    if (maxBytes < 1) {
      throw new IllegalArgumentException(
          "quartet.models-max-bytes must be at least 1, got " + maxBytes);
    }
    listSha256 = listSha256.map(text -> text.toLowerCase(Locale.ROOT));
    listSha256
        .filter(text -> !Sha256.isOne(text))
        .ifPresent(
            text -> {
              throw new IllegalArgumentException(
                  "quartet.models-sha256 must be the 64 hexadecimal digits that sha256sum "
                      + ModelList.FILE
                      + " says, got "
                      + text);
            });
  }
}

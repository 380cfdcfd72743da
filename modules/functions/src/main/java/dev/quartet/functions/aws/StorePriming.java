package dev.quartet.functions.aws;

import dev.quartet.extension.DependencyUnavailable;
import dev.quartet.extension.Primed;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Uses both clients once, so that their classes, credentials and code paths are in the snapshot.
 *
 * <p>Nothing has to be thrown away after a restore. The URL connection client keeps no pool of its
 * own; the JDK keeps idle connections, and drops those that were idle for longer than five seconds
 * by the clock, which every connection of a snapshot was. The clients are used once again all the
 * same, so that the new connection is made before the first request and not by it.
 */
@Singleton
final class StorePriming implements Primed {

  private static final Logger LOG = Logger.getLogger(StorePriming.class);

  private final S3ObjectStore objects;
  private final DynamoDbRecordStore records;

  StorePriming(S3ObjectStore objects, DynamoDbRecordStore records) {
    this.objects = objects;
    this.records = records;
  }

  @Override
  public void prime() {
    touch(objects);
    touch(records);
  }

  @Override
  public void restored() {
    prime();
  }

  private static void touch(AwsStore store) {
    try {
      store.touch();
    } catch (DependencyUnavailable e) {
      // A slow first request is better than a version that can't be published.
      LOG.warnf("Priming could not use %s: %s", store.name(), e.getCause());
    }
  }
}

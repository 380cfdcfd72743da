package dev.quartet.functions;

import com.fasterxml.uuid.NoArgGenerator;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import dev.quartet.extension.BadInput;
import dev.quartet.extension.DependencyUnavailable;
import dev.quartet.extension.Description;
import dev.quartet.extension.Permission;
import dev.quartet.extension.SqsTrigger;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a UUID and keeps it: an object first, then a record that points to it. */
@Singleton
public final class MakeUuid {

  private static final Pattern ID = Pattern.compile(UuidRequest.ID_PATTERN);

  private final ObjectStore objects;
  private final RecordStore records;
  private final Clock clock;
  private final NoArgGenerator generator;

  @Inject
  MakeUuid(ObjectStore objects, RecordStore records) {
    this(objects, records, Clock.systemUTC());
  }

  MakeUuid(ObjectStore objects, RecordStore records, Clock clock) {
    this.objects = objects;
    this.records = records;
    this.clock = clock;
    // The one that takes fresh random bits for every UUID: with a counter, environments started
    // from one snapshot would count on from the same number.
    this.generator = new TimeBasedEpochRandomGenerator(new SecureRandom());
  }

  /**
   * Keeps {@code input.id}, or a new UUID of version 7 without one. The same id again gives the
   * answer of the first time, so that a caller may always retry; a failure between the two writes
   * leaves an object without a record, which the retry completes.
   *
   * @return the record; fails with {@link BadInput} if the id is no UUID and with {@link
   *     DependencyUnavailable} if a store does
   */
  @Funq
  @Description("Keeps a UUID in S3 and DynamoDB.")
  @SqsTrigger
  @Permission(actions = "s3:PutObject", resources = "arn:${partition}:s3:::${bucket}/*")
  @Permission(
      actions = "dynamodb:PutItem",
      resources = "arn:${partition}:dynamodb:${region}:${account}:table/${table}")
  public Uni<UuidRecord> uuid(UuidRequest input) {
    return Uni.createFrom().item(() -> idOf(input.id())).chain(id -> blocking(() -> keep(id)));
  }

  private UuidRecord keep(String id) {
    String key = id + ".txt";
    objects.put(key, id);
    return records.putIfAbsent(
        new UuidRecord(
            id,
            objects.bucket(),
            key,
            records.table(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS).toString()));
  }

  private String idOf(@Nullable String id) {
    if (id == null) {
      return generator.generate().toString();
    }
    if (!ID.matcher(id).matches()) {
      throw new BadInput("/id", UuidRequest.ID_EXPECTED);
    }
    return id.toLowerCase(Locale.ROOT);
  }

  /** On the caller's thread where that one may block, as it may behind Quartet's bindings. */
  private static <T> Uni<T> blocking(Supplier<T> work) {
    Uni<T> uni = Uni.createFrom().item(work);
    return Infrastructure.canCallerThreadBeBlocked()
        ? uni
        : uni.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }
}

package dev.quartet.localaws.s3;

import org.jspecify.annotations.Nullable;

/** What must hold for a write to happen, checked in one step with the write. */
sealed interface WriteCondition {
  /**
   * @throws S3Exception when the condition does not hold for the object that is there now
   */
  void check(@Nullable StoredObject existing);

  /** No condition. */
  record Always() implements WriteCondition {
    @Override
    public void check(@Nullable StoredObject existing) {}
  }

  /** {@code If-None-Match: *}: there is no such object yet. */
  record Absent() implements WriteCondition {
    @Override
    public void check(@Nullable StoredObject existing) {
      if (existing != null) {
        throw S3Exception.preconditionFailed();
      }
    }
  }

  /** {@code If-Match: <etag>}: the object is there, unchanged. */
  record Unchanged(String etag) implements WriteCondition {
    @Override
    public void check(@Nullable StoredObject existing) {
      if (existing == null) {
        throw S3Exception.noSuchKey();
      }
      if (!ETags.matches(etag, existing.etag())) {
        throw S3Exception.preconditionFailed();
      }
    }
  }
}

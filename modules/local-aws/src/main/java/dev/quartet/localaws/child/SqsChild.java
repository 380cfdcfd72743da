package dev.quartet.localaws.child;

/** Runs ElasticMQ. Its configuration comes by the system property {@code config.file}. */
final class SqsChild {
  private SqsChild() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    ParentPipe.endWithParent();
    Class.forName("org.elasticmq.server.Main")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }
}

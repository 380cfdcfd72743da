package dev.quartet.localaws.child;

import java.lang.reflect.Array;
import java.lang.reflect.Field;

/** Runs DynamoDB Local on the loopback interface. The arguments are those of DynamoDB Local. */
final class DynamoDbChild {
  private DynamoDbChild() {}

  /**
   * DynamoDB Local has no option for its address and would listen on every interface, so its Jetty
   * connector is narrowed before it starts.
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    ParentPipe.endWithParent();
    Object proxyServer =
        Class.forName("com.amazonaws.services.dynamodbv2.local.main.ServerRunner")
            .getMethod("createServerFromCommandLineArgs", String[].class)
            .invoke(null, (Object) arguments);
    Field field = proxyServer.getClass().getDeclaredField("server");
    field.setAccessible(true);
    Object jetty = field.get(proxyServer);
    Object connectors = jetty.getClass().getMethod("getConnectors").invoke(jetty);
    for (int i = 0; i < Array.getLength(connectors); i++) {
      Object connector = Array.get(connectors, i);
      connector.getClass().getMethod("setHost", String.class).invoke(connector, "127.0.0.1");
    }
    proxyServer.getClass().getMethod("start").invoke(proxyServer);
  }
}

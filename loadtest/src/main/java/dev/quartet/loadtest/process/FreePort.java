package dev.quartet.loadtest.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports for processes that can't pick one themselves and say which. */
public final class FreePort {
  private FreePort() {}

  /** A port on which nothing listened a moment ago. */
  public static int find() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

package dev.quartet.functions.aws;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Leaves the length of a body to the URL connection client, which then keeps the body until it is
 * whole. A length that is known makes it stream; and before it streams a POST over a connection
 * that was used before, the JDK listens for a whole millisecond whether the server has hung up.
 *
 * <p>A body that is kept can be sent again: when the server has hung up, the JDK repeats the
 * request once over a new connection. A put that was done then meets its own record.
 */
final class WithoutStreaming implements ExecutionInterceptor {

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    return context.httpRequest().toBuilder().removeHeader("Content-Length").build();
  }
}

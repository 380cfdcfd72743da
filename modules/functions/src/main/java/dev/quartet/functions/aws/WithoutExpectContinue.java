package dev.quartet.functions.aws;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends the body of a put at once. The SDK asks S3 first whether it may, which for 36 bytes is a
 * round trip for nothing; and where the answer never comes, the URL connection client fails with an
 * exception that the SDK neither wraps nor retries.
 */
final class WithoutExpectContinue implements ExecutionInterceptor {

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    return context.httpRequest().toBuilder().removeHeader("Expect").build();
  }
}

package dev.quartet.lambda.poll;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** The calls of Lambda's Runtime API that report an error. */
final class RuntimeApi {

  static void postError(URL url, ObjectMapper mapper, String type, String message)
      throws IOException {
    byte[] body =
        mapper.writeValueAsBytes(
            mapper
                .createObjectNode()
                .put("errorType", type)
                .put("errorMessage", message)
                .set("stackTrace", mapper.createArrayNode()));
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setDoOutput(true);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("Lambda-Runtime-Function-Error-Type", type);
    try (OutputStream output = connection.getOutputStream()) {
      output.write(body);
    }
    try (InputStream answer = connection.getInputStream()) {
      answer.readAllBytes();
    }
  }

  private RuntimeApi() {}
}

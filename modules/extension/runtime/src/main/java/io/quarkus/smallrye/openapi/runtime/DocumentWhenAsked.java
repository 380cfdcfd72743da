package io.quarkus.smallrye.openapi.runtime;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.runtime.filter.AutoSecurityFilter;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Prepares an OpenAPI document when it is first asked for. Quarkus parses it and writes it twice at
 * every start, which takes about a tenth of a container's time to its first answer, and has no
 * switch for it. The method that does so is package-private, so this class stands in its package.
 * The build gives it its scope, and only where there is OpenAPI: elsewhere its superclass is
 * missing.
 */
@NullMarked
@Alternative
@Priority(1)
public class DocumentWhenAsked extends OpenApiDocumentService {

  private final Map<String, Runnable> unprepared = new ConcurrentHashMap<>();

  @Override
  void prepareDocument(
      @Nullable AutoSecurityFilter autoSecurityFilter,
      Map<OpenApiFilter.RunStage, List<String>> filtersByStage,
      String documentName) {
    unprepared.put(
        documentName,
        () -> super.prepareDocument(autoSecurityFilter, filtersByStage, documentName));
  }

  @Override
  public synchronized byte[] getDocument(String documentName, Format format) {
    Runnable preparation = unprepared.get(documentName);
    if (preparation != null) {
      preparation.run();
      unprepared.remove(documentName);
    }
    return super.getDocument(documentName, format);
  }
}

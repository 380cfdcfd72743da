package dev.quartet.extension.http;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Describes the functions: their names and the schemas of their input and output. */
@Path("/functions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Quartet")
public final class FunctionsResource {

  private final Manifest manifest;

  FunctionsResource(Manifest manifest) {
    this.manifest = manifest;
  }

  @GET
  @Operation(summary = "Lists the functions with the schemas of their input and output")
  @APIResponse(
      responseCode = "200",
      description = "The functions",
      content = @Content(schema = @Schema(type = SchemaType.ARRAY)))
  public JsonNode all() {
    return manifest.functions();
  }

  @GET
  @Path("{name}")
  @Operation(summary = "Describes one function")
  @APIResponse(
      responseCode = "200",
      description = "The function",
      content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(responseCode = "404", description = "There is no function of that name")
  public JsonNode one(@PathParam("name") String name) {
    return manifest
        .function(name)
        .orElseThrow(() -> new NotFoundException("There is no function of that name."));
  }
}

package dev.quartet.extension.http;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
  public JsonNode all() {
    return manifest.functions();
  }

  @GET
  @Path("{name}")
  @Operation(summary = "Describes one function")
  public JsonNode one(@PathParam("name") String name) {
    return manifest
        .function(name)
        .orElseThrow(() -> new NotFoundException("There is no function of that name."));
  }
}

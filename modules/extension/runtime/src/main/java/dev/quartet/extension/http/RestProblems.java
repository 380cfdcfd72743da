package dev.quartet.extension.http;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Gives the REST resources the same error documents that the functions have.
 *
 * <p>Public, because in dev mode what Quarkus generates to call it is in another class loader.
 */
public final class RestProblems {

  private static final Logger LOG = Logger.getLogger(RestProblems.class);

  /** Quarkus REST leaves the header out; every REST resource here is only read. */
  private static final String READ_ONLY = "GET, HEAD, OPTIONS";

  private final UnknownPath unknownPath;

  RestProblems(UnknownPath unknownPath) {
    this.unknownPath = unknownPath;
  }

  @ServerExceptionMapper
  public Response refused(WebApplicationException refusal, UriInfo uri) {
    Response answer = refusal.getResponse();
    Response.StatusType status = answer.getStatusInfo();
    Problem problem =
        Problem.of(
            status.getStatusCode(),
            status.getReasonPhrase(),
            detail(refusal),
            uri.getRequestUri().getPath());
    Response.ResponseBuilder told =
        Response.fromResponse(answer).entity(problem).type(Problem.MEDIA_TYPE);
    return status.getStatusCode() == Response.Status.METHOD_NOT_ALLOWED.getStatusCode()
        ? told.header(HttpHeaders.ALLOW, READ_ONLY).build()
        : told.build();
  }

  /** Jakarta REST's own messages only repeat the status. */
  private String detail(WebApplicationException refusal) {
    String message = String.valueOf(refusal.getMessage());
    return refusal instanceof NotFoundException && message.startsWith("HTTP 404")
        ? unknownPath.detail()
        : message;
  }

  @ServerExceptionMapper
  public Response failed(Exception failure, UriInfo uri) {
    LOG.errorf(failure, "%s failed", uri.getRequestUri().getPath());
    Problem problem =
        Problem.of(
            500,
            "Internal server error",
            "The request failed. Its log tells why.",
            uri.getRequestUri().getPath());
    return Response.serverError().entity(problem).type(Problem.MEDIA_TYPE).build();
  }
}

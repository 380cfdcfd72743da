package dev.quartet.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.netty.runtime.virtual.VirtualChannel;
import io.quarkus.netty.runtime.virtual.VirtualServerChannel;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a router that tells the number of the connection, the client, the path and the body. */
@Timeout(60)
class HttpEventsTest {

  private static final String ENDS_CONNECTION = "/ends-connection";
  private static final String CLOSES = "/closes";

  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpEvents events = new HttpEvents(mapper);
  private final EventLoopGroup loops = new DefaultEventLoopGroup(2);
  private final AtomicInteger connections = new AtomicInteger();
  private Channel router;

  @BeforeEach
  void startRouter() throws InterruptedException {
    router =
        new ServerBootstrap()
            .group(loops)
            .channel(VirtualServerChannel.class)
            .childHandler(
                new ChannelInitializer<VirtualChannel>() {
                  @Override
                  protected void initChannel(VirtualChannel channel) {
                    channel.pipeline().addLast(new Router(connections.incrementAndGet()));
                  }
                })
            .bind(VertxHttpRecorder.VIRTUAL_HTTP)
            .sync()
            .channel();
  }

  @AfterEach
  void stopRouter() throws InterruptedException {
    router.close().sync();
    loops.shutdownGracefully().sync();
  }

  @Test
  void callsOfOneClientShareAConnection() throws Exception {
    assertThat(call("192.0.2.1", "/a", "x")).isEqualTo("1 192.0.2.1 /a x");
    assertThat(call("192.0.2.1", "/b", "")).isEqualTo("1 192.0.2.1 /b ");
  }

  @Test
  void anotherClientHasAConnectionOfItsOwn() throws Exception {
    call("192.0.2.1", "/a", "x");

    assertThat(call("192.0.2.2", "/b", "y")).isEqualTo("2 192.0.2.2 /b y");
    assertThat(call("192.0.2.1", "/c", "z")).isEqualTo("3 192.0.2.1 /c z");
  }

  @Test
  void aConnectionThatTheApplicationEndsIsNotUsedAgain() throws Exception {
    assertThat(call("192.0.2.1", ENDS_CONNECTION, "x")).isEqualTo("1 192.0.2.1 /ends-connection x");

    assertThat(call("192.0.2.1", "/b", "y")).isEqualTo("2 192.0.2.1 /b y");
  }

  @Test
  void aCallWithoutAnAnswerFailsAndTheNextIsAnswered() throws Exception {
    assertThatThrownBy(() -> call("192.0.2.1", CLOSES, "x"))
        .hasMessageContaining("closed the connection without an answer");

    assertThat(call("192.0.2.1", "/b", "y")).isEqualTo("2 192.0.2.1 /b y");
  }

  @Test
  void noCallIsLostOnKeptOrOnNewConnections() throws Exception {
    for (int i = 0; i < 4_000; i++) {
      String client = "192.0.2." + (i / 2 % 2);
      assertThat(call(client, "/" + i, "body " + i)).endsWith(" /" + i + " body " + i);
    }
    assertThat(connections).hasValue(2_000);
  }

  private @Nullable String call(String client, String path, String body) throws IOException {
    JsonNode event =
        mapper.readTree(
            """
            {"rawPath": "%s", "body": "%s",
             "requestContext": {"http": {"method": "POST", "sourceIp": "%s"}}}
            """
                .formatted(path, body, client));
    return mapper.readTree(events.handle(event)).path("body").textValue();
  }

  private static final class Router extends ChannelInboundHandlerAdapter {

    private final int number;
    private String path = "";

    Router(int number) {
      this.number = number;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request) {
        path = request.uri();
      }
      if (message instanceof LastHttpContent content) {
        if (path.equals(CLOSES)) {
          context.close();
        } else {
          answer(context, content.content().toString(StandardCharsets.UTF_8));
        }
      }
      ReferenceCountUtil.release(message);
    }

    private void answer(ChannelHandlerContext context, String body) {
      String client = ((InetSocketAddress) context.channel().remoteAddress()).getHostString();
      String told = number + " " + client + " " + path + " " + body;
      FullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.OK,
              Unpooled.copiedBuffer(told, StandardCharsets.UTF_8));
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain");
      if (path.equals(ENDS_CONNECTION)) {
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
      } else {
        context.writeAndFlush(response);
      }
    }
  }
}

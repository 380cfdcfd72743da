package dev.quartet.loadtest.startfigures;

import dev.quartet.loadtest.load.Call;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;

/** The native zip's bootstrap. */
final class NativeStart implements StartKind {
  private final NativeZip zip;
  private final Call call;
  private final Vertx vertx = Vertx.vertx();
  private final Figure firstAnswer = new Figure("native zip: process start to first answer", "ms");
  private final Figure resident = new Figure("native zip: resident memory after it", "MB");

  NativeStart(NativeZip zip, Call call) {
    this.zip = zip;
    this.call = call;
  }

  @Override
  public String name() {
    return "native zip";
  }

  @Override
  public void start(boolean counted) throws IOException, InterruptedException {
    NativeZip.Start start = zip.start(vertx, call);
    if (counted) {
      firstAnswer.add(start.firstAnswerMillis());
      resident.add(start.residentMegabytes());
    }
  }

  @Override
  public List<Figure> figures() {
    return List.of(firstAnswer, resident);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}

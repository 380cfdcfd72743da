package dev.quartet.localapp;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the app, and before it local stores when no others are configured. */
@QuarkusMain
public final class LocalApp {

  public static void main(String[] args) {
    LocalStores.startUnlessConfigured();
    Quarkus.run(args);
  }
}

package dev.quartet.loadtest;

final class Main {
  private Main() {}

  public static void main(String[] arguments) {}
}

package io.plimsoll.cli;

/** The command line's entry. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Surroundings surroundings = Surroundings.ofProcess();
    int code;
    try {
      code = new Program(surroundings).run(arguments);
    } finally {
      surroundings.stop().ended();
    }
    System.exit(code);
  }
}

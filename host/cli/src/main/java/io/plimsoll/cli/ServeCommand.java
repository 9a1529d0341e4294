package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.web.Brand;
import io.plimsoll.api.web.RunningServer;
import io.plimsoll.api.web.ServeOptions;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: the console, until the user stops it. */
@Command(
    name = "serve",
    description = "Serve the console until it is stopped, and collect every connection when it is due.",
    footer = {
      "",
      "As long as nobody has an account, it prints a link that makes the first one, once; later ones are invited. Another",
      "machine reaches it only through --host; put a proxy that speaks TLS in front of it then.",
      "Examples:",
      "  plimsoll serve",
      "  plimsoll serve --port 0",
      "  plimsoll serve --base-path /costs --name 'Acme costs' --logo acme.svg --accent '#0b5cad'"
    })
final class ServeCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Option(names = "--host", paramLabel = "NAME", defaultValue = "127.0.0.1",
      description = "The address of this machine to listen on (default: ${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(names = "--port", paramLabel = "NUMBER", defaultValue = "8080",
      description = "The port; 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--base-path", paramLabel = "PATH", defaultValue = "/",
      description = "The path everything is mounted under (default: ${DEFAULT-VALUE}).")
  private String basePath = "/";

  @Option(names = "--name", paramLabel = "TEXT", description = "The name at the top of each page (default: Plimsoll).")
  private String name = Brand.PLIMSOLL.name();

  @Option(names = "--logo", paramLabel = "FILE", description = "An SVG or PNG file beside the name.")
  private @Nullable Path logo;

  @Option(names = "--accent", paramLabel = "COLOUR", description = "The accent colour, such as #0b5cad.")
  private @Nullable String accent;

  @Option(names = "--dark-accent", paramLabel = "COLOUR", description = "The accent colour in dark, such as #7db7ff.")
  private @Nullable String darkAccent;

  ServeCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    try (RunningServer server = invocation.hostThatStays().serve(options(), invocation.caller())) {
      announce(invocation.surroundings().out(), server);
      await(invocation.surroundings().stop());
    }
    return ExitCode.OK.number();
  }

  /** Says where a server is and how to come in. */
  static void announce(PrintWriter out, RunningServer server) {
    out.println("Plimsoll is at " + server.address());
    URI link = server.oneTimeLink();
    if (link != null) {
      out.println("Make the first account, which runs this host, by " + link);
    }
    out.flush();
  }

  /** Waits until the user wants to stop; the host works on its own threads. */
  static void await(StopSignal stop) {
    while (!stop.await(Duration.ofDays(1))) {
      continue;
    }
  }

  private ServeOptions options() {
    try {
      return new ServeOptions(host, port, basePath, new Brand(name, logo, accent, darkAccent));
    } catch (IllegalArgumentException e) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, Character.toUpperCase(e.getMessage().charAt(0)) + e.getMessage().substring(1) + ".",
          "See 'plimsoll serve --help'.", e);
    }
  }
}

package io.plimsoll.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One {@link DemoConsole} for every class of tests, since it takes its time to start; closed behind the last. */
final class SharedConsole implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == DemoConsole.class;
  }

  @Override
  public DemoConsole resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedConsole.class))
        .getOrComputeIfAbsent(Held.class, k -> new Held(), Held.class)
        .console;
  }

  private static final class Held implements ExtensionContext.Store.CloseableResource {
    private final Path home;
    private final DemoConsole console;

    Held() {
      try {
        home = Files.createTempDirectory("plimsoll-browser");
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      console = new DemoConsole(home);
    }

    @Override
    public void close() throws java.io.IOException {
      console.close();
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}

package io.plimsoll.console.api;

import io.javalin.config.RoutesConfig;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The page on which somebody chooses a password with a one-time token. */
public final class Welcome implements RouteGroup {
  /** By path: the file and its type. */
  private static final Map<String, String> FILES =
      Map.of("/welcome", "welcome.html", "/welcome/welcome.js", "welcome.js", "/welcome/welcome.css", "welcome.css");

  @Override
  public void addTo(RoutesConfig routes) {
    FILES.forEach(
        (path, file) -> {
          byte[] bytes = read(file);
          routes.get(path, c -> c.contentType(type(file)).result(bytes), Access.OPEN);
        });
  }

  private static String type(String file) {
    return switch (file.substring(file.lastIndexOf('.'))) {
      case ".js" -> "text/javascript;charset=utf-8";
      case ".css" -> "text/css;charset=utf-8";
      default -> "text/html;charset=utf-8";
    };
  }

  private static byte[] read(String file) {
    try (InputStream in = Welcome.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the bundle lacks " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

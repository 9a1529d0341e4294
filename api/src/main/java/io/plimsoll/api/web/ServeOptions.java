package io.plimsoll.api.web;

import java.util.regex.Pattern;

/**
 * Where and how to serve.
 *
 * @param host the name or address of this machine to listen on; a loopback address keeps other machines out
 * @param port from 1 to 65535; 0 for any that is free
 * @param basePath the path everything is mounted under: {@code /}, or segments of letters, digits, {@code -} and {@code
 *     _} such as {@code /costs}
 * @param brand whose name and colours it wears
 */
public record ServeOptions(String host, int port, String basePath, Brand brand) {
  private static final Pattern BASE_PATH = Pattern.compile("(/[A-Za-z0-9_-]+)*/?");
  private static final int LAST_PORT = 65_535;

  /** Keeps the path without a slash at its end; refuses what no server could listen on. */
  public ServeOptions {
    if (host.isBlank()) {
      throw new IllegalArgumentException("a host is needed to listen on, such as 127.0.0.1");
    }
    if (port < 0 || port > LAST_PORT) {
      throw new IllegalArgumentException("a port is a number from 0 to " + LAST_PORT + " but was " + port);
    }
    if (!BASE_PATH.matcher(basePath).matches()) {
      throw new IllegalArgumentException("the base path is / or segments such as /costs but was '" + basePath + "'");
    }
    basePath = basePath.length() > 1 && basePath.endsWith("/") ? basePath.substring(0, basePath.length() - 1) : basePath;
    basePath = basePath.isEmpty() ? "/" : basePath;
  }

  /** For this machine alone: 127.0.0.1, any free port, at the root, as Plimsoll. */
  public static ServeOptions local() {
    return new ServeOptions("127.0.0.1", 0, "/", Brand.PLIMSOLL);
  }

  /** On this host. */
  public ServeOptions host(String name) {
    return new ServeOptions(name, port, basePath, brand);
  }

  /** On this port. */
  public ServeOptions port(int number) {
    return new ServeOptions(host, number, basePath, brand);
  }

  /** Under this path. */
  public ServeOptions basePath(String path) {
    return new ServeOptions(host, port, path, brand);
  }

  /** In this dress. */
  public ServeOptions brand(Brand dress) {
    return new ServeOptions(host, port, basePath, dress);
  }
}

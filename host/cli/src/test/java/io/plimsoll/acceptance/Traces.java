package io.plimsoll.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks for a text in every byte of every file, and in the files' names. */
final class Traces {
  private Traces() {}

  /** The files below a folder that hold the text, as UTF-8 or UTF-16, or are named after it. */
  static List<Path> of(Path root, String text) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.notExists(root)) {
      return found;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        String name = path.equals(root) ? "" : path.getFileName().toString();
        if (name.contains(text) || (Files.isRegularFile(path) && holds(Files.readAllBytes(path), text))) {
          found.add(path);
        }
      }
    }
    return found;
  }

  private static boolean holds(byte[] bytes, String text) {
    // One char a byte, so that the search of strings can be used.
    String content = new String(bytes, StandardCharsets.ISO_8859_1);
    return Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
        .anyMatch(charset -> content.contains(new String(text.getBytes(charset), StandardCharsets.ISO_8859_1)));
  }
}

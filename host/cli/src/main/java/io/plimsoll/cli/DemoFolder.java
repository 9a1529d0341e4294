package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the demo's exports, and a note beside it that says for which day they were made.
 *
 * <p>Exports of the same day are left alone: written anew they would have the same bytes but other etags, and all of
 * them would be read again.
 */
final class DemoFolder {
  private static final String UNFINISHED = "unfinished";

  private final Path folder;
  private final Path note;

  DemoFolder(Path folder) {
    this.folder = folder;
    this.note = folder.resolveSibling(folder.getFileName() + ".made");
  }

  /**
   * Makes the exports of a day when they are not there.
   *
   * @param making writes them and answers their containers
   * @return the containers
   */
  List<Path> madeFor(LocalDate day, Supplier<List<Path>> making) {
    try {
      List<String> said = Files.exists(note) ? Files.readAllLines(note) : List.of();
      if (said.size() > 1 && said.get(0).equals(day.toString())) {
        return said.stream().skip(1).map(folder::resolve).map(Path::normalize).toList();
      }
      if (said.isEmpty() && Files.exists(folder)) {
        throw new PlimsollException(
            ErrorCode.REFUSED,
            "The demo did not make " + folder + " and does not replace it.",
            "Move that folder away, or name another home with --home.");
      }
      Files.createDirectories(folder.toAbsolutePath().getParent());
      Files.writeString(note, UNFINISHED + "\n");
      remove(folder);
      List<Path> containers = making.get();
      List<String> lines = new ArrayList<>(List.of(day.toString()));
      containers.forEach(container -> lines.add(folder.relativize(container).toString()));
      Files.write(note, lines);
      return containers;
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The demo's exports cannot be written to " + folder + ": " + e.getMessage() + ".",
          "Name a home that can be written to with --home.",
          e);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

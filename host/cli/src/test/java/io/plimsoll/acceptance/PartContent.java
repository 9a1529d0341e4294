package io.plimsoll.acceptance;

import io.plimsoll.generator.GeneratedRun;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;

/** Swaps what parts hold so that nothing about the files tells of it; who reads them afterwards fails. */
final class PartContent {
  private static final FileTime WHOLE_SECOND = FileTime.from(Instant.parse("2025-11-20T04:00:00Z"));

  private PartContent() {}

  /** Gives the parts a time of change that can be set again exactly. */
  static void settle(GeneratedRun run) throws IOException {
    for (GeneratedRun.Part part : run.parts()) {
      Files.setLastModifiedTime(part.file(), WHOLE_SECOND);
    }
  }

  /** Overwrites the parts in place with noise: same file, same size, same time. */
  static void replaceUnnoticed(GeneratedRun run) throws IOException {
    for (GeneratedRun.Part part : run.parts()) {
      byte[] noise = new byte[(int) Files.size(part.file())];
      Arrays.fill(noise, "?".getBytes(StandardCharsets.US_ASCII)[0]);
      try (RandomAccessFile file = new RandomAccessFile(part.file().toFile(), "rw")) {
        file.write(noise);
      }
      Files.setLastModifiedTime(part.file(), WHOLE_SECOND);
    }
  }
}

package io.plimsoll.generator;

import io.plimsoll.generator.fault.Fault;
import io.plimsoll.generator.fault.Faults;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Damages files that were written soundly. */
final class FileFaults {
  private FileFaults() {}

  /** Damages the last part as the faults say; answers the parts as the manifest shall count them. */
  static List<GeneratedRun.Part> damage(List<GeneratedRun.Part> parts, Faults faults) throws IOException {
    if (parts.isEmpty()) {
      return parts;
    }
    List<GeneratedRun.Part> counted = new ArrayList<>(parts);
    int at = counted.size() - 1;
    GeneratedRun.Part last = counted.get(at);
    if (faults.has(Fault.TRUNCATED_GZIP)) {
      long left = cut(last.file());
      counted.set(at, new GeneratedRun.Part(last.file(), last.rows(), left));
    }
    if (faults.has(Fault.SHORT_PART)) {
      cut(last.file());
    }
    if (faults.has(Fault.MISSING_PART)) {
      Files.delete(last.file());
    }
    if (faults.has(Fault.WRONG_COUNT)) {
      GeneratedRun.Part first = counted.get(0);
      counted.set(0, new GeneratedRun.Part(first.file(), first.rows() + 7, first.bytes()));
    }
    return counted;
  }

  private static long cut(Path file) throws IOException {
    long half = Files.size(file) / 2;
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(half);
    }
    return half;
  }

  /** The bytes of a manifest as the faults leave them. */
  static String damage(String manifest, Faults faults) {
    if (faults.has(Fault.ZERO_BYTE_MANIFEST)) {
      return "";
    }
    return faults.has(Fault.BAD_MANIFEST) ? manifest.substring(0, manifest.length() * 2 / 3) : manifest;
  }

  /** Whether a run with these faults can be read as its manifest says. */
  static boolean intact(Faults faults) {
    return !(faults.has(Fault.MISSING_PART) || faults.has(Fault.SHORT_PART) || faults.has(Fault.TRUNCATED_GZIP)
        || faults.has(Fault.WRONG_COUNT) || faults.has(Fault.ZERO_BYTE_MANIFEST) || faults.has(Fault.BAD_MANIFEST)
        || faults.has(Fault.NO_MANIFEST) || faults.has(Fault.UNKNOWN_VERSION));
  }
}

package io.plimsoll.audit.ledger;

import io.plimsoll.api.audit.AuditScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * A note beside the checkpoints that the whole check found a chain broken. As long as it is there, no process
 * writes behind the break; a check that finds the chain whole again takes it away.
 */
final class BreakNote {
  private BreakNote() {}

  /** Says with its first problem what the note tells. */
  static void requireNone(AuditScope scope) throws IOException, TamperedException {
    if (Files.notExists(ScopeFiles.breakNote(scope))) {
      return;
    }
    try {
      List<String> problems = Files.readAllLines(ScopeFiles.breakNote(scope), StandardCharsets.UTF_8);
      String first = problems.isEmpty() ? "it does not hold." : problems.get(0);
      throw new TamperedException("a check found: " + first.substring(0, first.length() - 1));
    } catch (NoSuchFileException e) {
      // A check that runs beside found it whole.
    }
  }

  /** Writes down what a check found, or that it found nothing. */
  static void write(AuditScope scope, List<String> problems) throws IOException {
    if (problems.isEmpty()) {
      Files.deleteIfExists(ScopeFiles.breakNote(scope));
      return;
    }
    ScopeFiles.makeFolder(scope.trust());
    ScopeFiles.makeFile(
        ScopeFiles.breakNote(scope), (String.join("\n", problems) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}

package io.plimsoll.audit.ledger;

import io.plimsoll.api.audit.AuditLedger.Verification;
import io.plimsoll.api.audit.AuditScope;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a whole chain against itself, its key and its checkpoints.
 *
 * <p>Takes no lock: the checkpoints are read first and the ledger only grows, so what they name must be
 * there. After a problem it goes on from what the file says, so that one change gives one sentence.
 */
final class ChainCheck {
  private static final int MOST_PROBLEMS = 50;

  private final AuditScope scope;
  private final List<String> problems = new ArrayList<>();
  private long moreProblems;
  private long entries;
  private long expected = 1;
  private @Nullable String previous = EntryLine.NONE_BEFORE;
  private List<Checkpoint> unmet = List.of();
  private long signedLength;

  ChainCheck(AuditScope scope) {
    this.scope = scope;
  }

  Verification run() {
    try {
      Optional<ScopeKey> key = key();
      Optional<CheckpointFile> checkpoints = key.isPresent() ? CheckpointFile.read(scope, key.get()) : Optional.empty();
      unmet = checkpoints.stream().flatMap(c -> c.valid().stream()).flatMap(Optional::stream)
          .filter(c -> c.sequence() > 0).toList();
      signedLength = unmet.stream().mapToLong(Checkpoint::length).max().orElse(0);
      readLedger(key.map(ScopeKey::sealer).orElseGet(() -> Sealer.hashesOnly(scope.name())), key.isPresent());
      judgeCheckpoints(key.isPresent(), checkpoints);
    } catch (IOException e) {
      problem("The chain cannot be read to its end: " + ScopeFiles.reason(e) + ".");
    }
    if (moreProblems > 0) {
      problems.add("There are " + moreProblems + " more problems like these.");
    }
    return new Verification(entries, problems);
  }

  private Optional<ScopeKey> key() throws IOException {
    if (Files.exists(ScopeFiles.key(scope))) {
      return Optional.of(ScopeKey.load(scope));
    }
    boolean ledger = Files.exists(ScopeFiles.ledger(scope)) && Files.size(ScopeFiles.ledger(scope)) > 0;
    if (ledger || CheckpointFile.tellsOfEntries(scope)) {
      problem("The key " + ScopeFiles.key(scope)
          + " is missing, so nobody can tell who wrote the entries or whether some were cut off at the end.");
    }
    return Optional.empty();
  }

  private void readLedger(Sealer sealer, boolean sealed) throws IOException {
    try (Lines lines = Lines.of(ScopeFiles.ledger(scope))) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        if (lines.isComplete()) {
          entries++;
          check(line, lines.end(), sealer, sealed);
        } else if (lines.end() - line.length < signedLength) {
          problem("Entry " + expected + " ends in the middle.");
        }
      }
    }
  }

  private void check(byte[] line, long end, Sealer sealer, boolean sealed) {
    EntryLine entry;
    try {
      entry = EntryLine.parse(line);
    } catch (MalformedLineException e) {
      problem("Entry " + expected + " is not readable: " + e.getMessage() + ".");
      expected++;
      previous = null;
      return;
    }
    checkOrder(entry);
    if (!entry.hashFits(sealer)) {
      problem("Entry " + entry.sequence() + " was changed or comes from another chain: its hash does not fit it.");
    } else if (sealed && !sealer.seal(entry.hash()).equals(entry.seal())) {
      problem("Entry " + entry.sequence() + " was not written by this host: its seal is not of the key of "
          + scope.name() + ".");
    }
    checkCheckpoint(entry, end);
    if (entry.sequence() >= expected) {
      previous = entry.hash();
      expected = entry.sequence() + 1;
    }
  }

  private void checkOrder(EntryLine entry) {
    if (entry.sequence() > expected) {
      problem(range(expected, entry.sequence() - 1) + " missing before entry " + entry.sequence() + ".");
    } else if (entry.sequence() < expected) {
      problem("Entry " + entry.sequence() + " stands behind entry " + (expected - 1) + ", where it does not belong.");
    } else if (previous != null && !previous.equals(entry.previous())) {
      problem("Entry " + entry.sequence() + " does not follow the entry before it, which was changed or replaced.");
    }
  }

  private void checkCheckpoint(EntryLine entry, long end) {
    for (Checkpoint checkpoint : unmet) {
      if (checkpoint.sequence() == entry.sequence()) {
        if (!checkpoint.hash().equals(entry.hash())) {
          problem("Entry " + entry.sequence() + " is not the one that the checkpoint of " + checkpoint.time()
              + " names: the chain was rewritten.");
        } else if (checkpoint.length() != end && problems.isEmpty()) {
          problem("Entry " + entry.sequence() + " does not end where the checkpoint of " + checkpoint.time()
              + " says.");
        }
        unmet = unmet.stream().filter(c -> c != checkpoint).toList();
        return;
      }
    }
  }

  private void judgeCheckpoints(boolean keyThere, Optional<CheckpointFile> checkpoints) {
    if (!keyThere) {
      return;
    }
    if (checkpoints.isEmpty()) {
      problem("The checkpoint " + ScopeFiles.checkpoint(scope)
          + " is missing, so nobody can tell whether entries were cut off behind entry " + (expected - 1) + ".");
      return;
    }
    if (checkpoints.get().hasForged()) {
      problem("A checkpoint in " + ScopeFiles.checkpoint(scope) + " does not fit the key of "
          + scope.name() + ".");
    }
    checkpoints.get().last().filter(last -> last.sequence() >= expected).ifPresent(last ->
        problem(range(expected, last.sequence()) + " missing at the end: the checkpoint of " + last.time()
            + " names entry " + last.sequence() + "."));
  }

  private static String range(long from, long to) {
    return from == to ? "Entry " + from + " is" : "Entries " + from + " to " + to + " are";
  }

  private void problem(String sentence) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(sentence);
    } else {
      moreProblems++;
    }
  }
}

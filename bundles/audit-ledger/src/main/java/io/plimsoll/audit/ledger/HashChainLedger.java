package io.plimsoll.audit.ledger;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.api.audit.AuditScope;
import io.plimsoll.api.plugin.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each scope's events in {@code ledger.jsonl}, one a line, each with the hash of the one before.
 *
 * <p>What finds what: the hashes find edits, gaps and swaps; the scope's name inside them finds entries of
 * other scopes; the seal of each entry, made with the scope's secret key, finds entries that somebody else
 * wrote, be it a whole new chain; the checkpoint outside the chain's folder finds a missing tail. Nothing
 * of this stops somebody who can read the key: send signed checkpoints to a place he cannot write.
 *
 * <p>A chain that is found broken takes no entry any more: by the first write of a process, which looks at the
 * newest entries, or by {@link #verify}, which reads all and leaves a note. Reading goes on.
 */
@Plugin(name = "ledger", type = AuditLedger.class, restartToUpgrade = true)
public final class HashChainLedger implements AuditLedger, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HashChainLedger.class);

  private final Map<AuditScope, Chain> chains = new ConcurrentHashMap<>();

  @Override
  public void record(AuditScope scope, AuditEvent event) {
    chains.computeIfAbsent(scope, Chain::new).append(event);
  }

  @Override
  public List<AuditEntry> read(AuditScope scope) {
    List<AuditEntry> entries = new ArrayList<>();
    try (Lines lines = Lines.of(ScopeFiles.ledger(scope))) {
      for (byte[] line = lines.next(); line != null && lines.isComplete(); line = lines.next()) {
        EntryLine entry = EntryLine.parse(line);
        entries.add(new AuditEntry(entry.sequence(), entry.event(), entry.hash()));
      }
    } catch (MalformedLineException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_CORRUPT,
          "Line " + (entries.size() + 1) + " of " + ScopeFiles.ledger(scope) + " is no audit entry: "
              + e.getMessage() + ".",
          "Run plimsoll audit verify to see what was changed, and restore the file from a backup.",
          e);
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The audit chain of " + scope.name() + " cannot be read: " + ScopeFiles.reason(e) + ".",
          "Make sure that the disk of " + ScopeFiles.ledger(scope) + " is there and that the host may read it.",
          e);
    }
    return entries;
  }

  @Override
  public Verification verify(AuditScope scope) {
    Verification found = new ChainCheck(scope).run();
    try {
      BreakNote.write(scope, found.problems());
    } catch (IOException e) {
      // What was found must be told all the same; a whole chain that stays noted as broken is checked again.
      LOG.warn("The finding about the audit chain of {} could not be noted: {}", scope.name(), ScopeFiles.reason(e));
    }
    return found;
  }

  @Override
  public byte[] publicKey(AuditScope scope) {
    try {
      return ScopeKey.load(scope).publicKey();
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.NOT_FOUND,
          "The audit key of " + scope.name() + " cannot be read: " + ScopeFiles.reason(e) + ".",
          "It is made with the first event; when there were events, restore " + ScopeFiles.key(scope) + ".",
          e);
    }
  }

  @Override
  public void remove(AuditScope scope) {
    chains.remove(scope);
    try {
      Files.deleteIfExists(ScopeFiles.key(scope));
      Files.deleteIfExists(ScopeFiles.checkpoint(scope));
      Files.deleteIfExists(ScopeFiles.breakNote(scope));
      if (Files.exists(scope.trust())) {
        ScopeFiles.syncFolder(scope.trust());
      }
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The audit key of " + scope.name() + " is not removed: " + ScopeFiles.reason(e) + ".",
          "Make sure that the host may write to " + scope.trust() + ", then try again.",
          e);
    }
  }

  @Override
  public void close() {
    chains.values().forEach(Chain::close);
    chains.clear();
  }
}

package io.plimsoll.testkit.contract;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.api.audit.AuditScope;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.plugin.Plugin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A ledger sound enough for the contract: a line an event, each with the hash of the lines up to it. */
@Plugin(name = "file", type = AuditLedger.class)
public class FileLedger implements AuditLedger {
  /** As a host makes it. */
  public FileLedger() {}

  Path file(AuditScope scope) {
    return scope.folder().resolve("events");
  }

  Path key(AuditScope scope) {
    return scope.trust().resolve(scope.name() + ".key");
  }

  List<String> problems(AuditScope scope) {
    List<String> problems = new ArrayList<>();
    String before = "";
    for (String line : lines(scope)) {
      String[] words = line.split(" ");
      before = hash(before + words[1]);
      if (!before.equals(words[0])) {
        problems.add("an entry was changed");
      }
    }
    return problems;
  }

  PlimsollException unavailable(IOException e) {
    return new PlimsollException(ErrorCode.AUDIT_UNAVAILABLE, "The event was not recorded.", "Look at the disk.", e);
  }

  @Override
  public synchronized void record(AuditScope scope, AuditEvent event) {
    try {
      if (!Files.exists(key(scope))) {
        Files.writeString(key(scope), "key of " + scope.name());
      }
      List<String> all = lines(scope);
      String before = all.isEmpty() ? "" : all.get(all.size() - 1).split(" ")[0];
      String text = written(event);
      Files.writeString(
          file(scope), hash(before + text) + " " + text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  @Override
  public List<AuditEntry> read(AuditScope scope) {
    List<AuditEntry> entries = new ArrayList<>();
    for (String line : lines(scope)) {
      String[] words = line.split(" ");
      entries.add(new AuditEntry(entries.size() + 1, event(words[1]), words[0]));
    }
    return entries;
  }

  @Override
  public Verification verify(AuditScope scope) {
    return new Verification(lines(scope).size(), problems(scope));
  }

  @Override
  public byte[] publicKey(AuditScope scope) {
    try {
      return Files.readAllBytes(key(scope));
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  @Override
  public void remove(AuditScope scope) {
    try {
      Files.deleteIfExists(key(scope));
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private List<String> lines(AuditScope scope) {
    try {
      return Files.exists(file(scope)) ? Files.readAllLines(file(scope)) : List.of();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private static String written(AuditEvent event) {
    List<String> words =
        new ArrayList<>(
            List.of(
                event.time().toString(), event.type(), event.caller().user(), event.caller().address(),
                event.caller().agent(), event.outcome().name(), event.subject()));
    event.details().forEach((name, value) -> words.addAll(List.of(name, value)));
    return String.join(
        ".", words.stream().map(w -> Base64.getEncoder().encodeToString(w.getBytes(StandardCharsets.UTF_8))).toList());
  }

  private static AuditEvent event(String text) {
    List<String> w =
        Arrays.stream(text.split("\\.", -1))
            .map(word -> new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8))
            .toList();
    Map<String, String> details = new TreeMap<>();
    for (int i = 7; i < w.size(); i += 2) {
      details.put(w.get(i), w.get(i + 1));
    }
    return new AuditEvent(
        Instant.parse(w.get(0)), w.get(1), new Caller(w.get(2), w.get(3), w.get(4)), AuditEvent.Outcome.valueOf(w.get(5)),
        w.get(6), details);
  }

  private static String hash(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

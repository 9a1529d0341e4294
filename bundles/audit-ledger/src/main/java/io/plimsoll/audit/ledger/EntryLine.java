package io.plimsoll.audit.ledger;

import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.identity.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of a ledger.
 *
 * @param previous the hash of the entry before; for the first, {@link #NONE_BEFORE}
 * @param hash over everything before it in the line and the scope's name
 * @param seal of the hash, which needs the scope's key
 * @param bytes the line itself
 */
record EntryLine(long sequence, AuditEvent event, String previous, String hash, String seal, byte[] bytes) {
  /** What stands for the hash before the first entry. */
  static final String NONE_BEFORE = "0".repeat(64);

  private static final int BEHIND_HASHED = ",\"hash\":\"\",\"seal\":\"\"}".length() + 2 * 64;

  /** Writes the next line of a chain. */
  static EntryLine write(long sequence, AuditEvent event, String previous, Sealer sealer) {
    StringBuilder out = new StringBuilder(400).append("{\"sequence\":").append(sequence);
    field(out, "time", event.time().toString());
    field(out, "type", event.type());
    field(out, "user", event.caller().user());
    field(out, "address", event.caller().address());
    field(out, "agent", event.caller().agent());
    field(out, "outcome", event.outcome().name());
    field(out, "subject", event.subject());
    out.append(",\"details\":{");
    String comma = "";
    for (Map.Entry<String, String> detail : event.details().entrySet()) {
      out.append(comma);
      StrictJson.quote(out, detail.getKey());
      out.append(':');
      StrictJson.quote(out, detail.getValue());
      comma = ",";
    }
    out.append('}');
    field(out, "previous", previous);
    byte[] hashed = out.toString().getBytes(StandardCharsets.UTF_8);
    String hash = sealer.hash(hashed, hashed.length);
    String seal = sealer.seal(hash);
    field(out, "hash", hash);
    field(out, "seal", seal);
    byte[] bytes = out.append('}').toString().getBytes(StandardCharsets.UTF_8);
    return new EntryLine(sequence, event, previous, hash, seal, bytes);
  }

  /** Reads a line; says nothing about whether its hash and seal are right. */
  static EntryLine parse(byte[] bytes) throws MalformedLineException {
    StrictJson json = new StrictJson(new String(bytes, StandardCharsets.UTF_8));
    json.expect("{\"sequence\":");
    long sequence = json.number();
    String time = field(json, "time");
    String type = field(json, "type");
    String user = field(json, "user");
    String address = field(json, "address");
    String agent = field(json, "agent");
    String outcome = field(json, "outcome");
    String subject = field(json, "subject");
    Map<String, String> details = details(json);
    String previous = hex(json, "previous");
    String hash = hex(json, "hash");
    String seal = hex(json, "seal");
    json.expect("}");
    json.end();
    try {
      Caller caller = new Caller(user, address, agent);
      AuditEvent event = new AuditEvent(
          Instant.parse(time), type, caller, AuditEvent.Outcome.valueOf(outcome), subject, details);
      return new EntryLine(sequence, event, previous, hash, seal, bytes);
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new MalformedLineException(e.getMessage());
    }
  }

  /** Whether the hash fits the content and the scope. */
  boolean hashFits(Sealer sealer) {
    return sealer.hash(bytes, bytes.length - BEHIND_HASHED).equals(hash);
  }

  private static Map<String, String> details(StrictJson json) throws MalformedLineException {
    json.expect(",\"details\":{");
    Map<String, String> details = new TreeMap<>();
    while (!json.take("}")) {
      if (!details.isEmpty()) {
        json.expect(",");
      }
      String name = json.quoted();
      json.expect(":");
      details.put(name, json.quoted());
    }
    return details;
  }

  private static void field(StringBuilder out, String name, String value) {
    out.append(",\"").append(name).append("\":");
    StrictJson.quote(out, value);
  }

  private static String field(StrictJson json, String name) throws MalformedLineException {
    json.expect(",\"" + name + "\":");
    return json.quoted();
  }

  private static String hex(StrictJson json, String name) throws MalformedLineException {
    String value = field(json, name);
    if (value.length() != 64) {
      throw new MalformedLineException(name + " does not have 64 digits");
    }
    return value;
  }
}

package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What connecting may add or change, and what of it is put on record. */
final class ConnectionChange {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** Settings whose values no plug-in reads and nobody has to hide. */
  private static final Set<String> PUBLIC = Set.of("every", "export", "focus.version", "region");

  private ConnectionChange() {}

  /**
   * Lets a new connection pass, and the same one with another credential or other settings.
   *
   * @throws PlimsollException {@code INVALID_REQUEST} for a name that is none, {@code ALREADY_EXISTS} when the
   *     name stands for another place or the place has another name
   */
  static void require(Connection wanted, List<Connection> known) {
    if (!NAME.matcher(wanted.name()).matches()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "'" + wanted.name() + "' cannot name a connection.",
          "Use 1 to 63 lower-case letters, digits and hyphens.");
    }
    for (Connection other : known) {
      boolean sameStore = other.store().equals(wanted.store());
      if (other.name().equals(wanted.name()) && !sameStore) {
        throw new PlimsollException(
            ErrorCode.ALREADY_EXISTS,
            "There is a connection " + other.name() + " already; it reads " + other.store() + ", not " + wanted.store() + ".",
            "Choose another name for the new place; settings and credential alone can be changed by connecting again.");
      }
      if (other.name().equals(wanted.name()) && other.layout() != wanted.layout()) {
        throw new PlimsollException(
            ErrorCode.ALREADY_EXISTS,
            "There is a connection " + other.name() + " already; its layout is " + lower(other) + ", not " + lower(wanted) + ".",
            "Connect again with --layout " + lower(other) + "; settings and credential alone can be changed.");
      }
      if (!other.name().equals(wanted.name()) && sameStore) {
        throw new PlimsollException(
            ErrorCode.ALREADY_EXISTS,
            "Connection " + other.name() + " reads " + wanted.store() + " already; a second one would count every cost twice.",
            "Use the connection there is; to change its settings, connect again with --name " + other.name() + ".");
      }
    }
  }

  /** Which settings differ and how, by name; of those that may be secret only that they do. */
  static Map<String, String> between(@Nullable Connection before, Connection after) {
    Map<String, String> changes = new TreeMap<>();
    Map<String, String> old = before == null ? Map.of() : before.settings();
    Set<String> names = new TreeSet<>(old.keySet());
    names.addAll(after.settings().keySet());
    for (String name : names) {
      String from = old.get(name);
      String to = after.settings().get(name);
      if (from == null || !from.equals(to)) {
        changes.put("setting " + name, change(PUBLIC.contains(name), from, to));
      }
    }
    if (before == null || !before.credential().equals(after.credential())) {
      changes.put("credential", change(true, before == null ? null : before.credential(), after.credential()));
    }
    return changes;
  }

  private static String change(boolean isPublic, @Nullable String from, @Nullable String to) {
    if (from == null) {
      return isPublic ? String.valueOf(to) : "set";
    }
    if (to == null) {
      return isPublic ? "removed, was " + from : "removed";
    }
    return isPublic ? to + ", was " + from : "changed";
  }

  private static String lower(Connection connection) {
    return connection.layout().name().toLowerCase(Locale.ROOT);
  }
}

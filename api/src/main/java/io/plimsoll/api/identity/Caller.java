package io.plimsoll.api.identity;

/**
 * Who asks, as every audit event records it.
 *
 * @param user the person's or program's name, never empty
 * @param address the network address the call came from, or {@code "local"}
 * @param agent the program used, such as {@code "plimsoll-cli"}
 */
public record Caller(String user, String address, String agent) {
  /** Refuses an empty user. */
  public Caller {
    if (user.isBlank()) {
      throw new IllegalArgumentException("a caller has a name");
    }
  }

  /** A program of the operator on this machine. */
  public static Caller system(String name) {
    return new Caller(name, "local", name);
  }
}

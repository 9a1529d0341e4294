package io.plimsoll.notifier.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which addresses may be connected to: those of the public internet, and ranges that were allowed by name. What leads
 * into the host's own network, in whatever notation, is refused (IANA special-purpose registries). Pure.
 */
final class AddressRules {
  private static final Pattern LITERAL = Pattern.compile("[0-9]{1,3}([.][0-9]{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  private static final List<Range> OWN =
      List.of(
          range("0.0.0.0/8"), range("10.0.0.0/8"), range("100.64.0.0/10"), range("127.0.0.0/8"), range("169.254.0.0/16"),
          range("172.16.0.0/12"), range("192.0.0.0/24"), range("192.0.2.0/24"), range("192.88.99.0/24"),
          range("192.168.0.0/16"), range("198.18.0.0/15"), range("198.51.100.0/24"), range("203.0.113.0/24"),
          range("224.0.0.0/4"), range("240.0.0.0/4"), range("::/96"), range("100::/64"), range("2001::/23"),
          range("2001:db8::/32"), range("fc00::/7"), range("fe80::/10"), range("fec0::/10"), range("ff00::/8"));

  /** Prefixes of version 6 that carry an address of version 4, and the byte at which it begins. */
  private static final List<Carrier> CARRIERS =
      List.of(new Carrier(range("64:ff9b::/96"), 12), new Carrier(range("64:ff9b:1::/48"), 12), new Carrier(range("2002::/16"), 2));

  private final List<Range> allowed;

  private AddressRules(List<Range> allowed) {
    this.allowed = allowed;
  }

  private record Range(byte[] prefix, int bits) {
    boolean holds(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private record Carrier(Range range, int at) {}

  /**
   * Rules that also allow these ranges.
   *
   * @param ranges such as {@code 10.1.0.0/16} or {@code 127.0.0.1}, separated by commas; may be empty
   * @throws IllegalArgumentException for what is no range, naming it
   */
  static AddressRules allowing(String ranges) {
    List<Range> allowed = new ArrayList<>();
    for (String text : ranges.split(",")) {
      if (!text.isBlank()) {
        allowed.add(range(text.strip()));
      }
    }
    return new AddressRules(allowed);
  }

  /** Whether an address may be connected to. */
  boolean permit(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (allowed.stream().anyMatch(r -> r.holds(bytes))) {
      return true;
    }
    if (OWN.stream().anyMatch(r -> r.holds(bytes)) || address.isMulticastAddress() || address.isAnyLocalAddress()) {
      return false;
    }
    if (address instanceof Inet4Address) {
      return true;
    }
    for (Carrier carrier : CARRIERS) {
      if (carrier.range().holds(bytes) && !permit(carried(bytes, carrier.at()))) {
        return false;
      }
    }
    return address instanceof Inet6Address;
  }

  private static InetAddress carried(byte[] bytes, int at) {
    try {
      return InetAddress.getByAddress(new byte[] {bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Range range(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!LITERAL.matcher(address).matches()) {
      throw new IllegalArgumentException(text);
    }
    try {
      byte[] prefix = InetAddress.getByName(address).getAddress();
      int bits = slash < 0 ? prefix.length * 8 : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > prefix.length * 8) {
        throw new IllegalArgumentException(text);
      }
      return new Range(prefix, bits);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}

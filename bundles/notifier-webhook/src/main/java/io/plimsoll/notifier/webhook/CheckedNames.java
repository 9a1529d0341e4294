package io.plimsoll.notifier.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a name once for each connection and hands out only addresses that were checked: the connection is made to
 * those, so a name that answers something else the next time gains nothing.
 */
final class CheckedNames implements DnsResolver {
  private final Names names;
  private final AddressRules rules;

  CheckedNames(Names names, AddressRules rules) {
    this.names = names;
    this.rules = rules;
  }

  /** A name that leads where nothing may be sent. */
  static final class Refused extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    Refused(String host) {
      super(host + " leads into a private network");
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = names.resolve(host);
    for (InetAddress address : addresses) {
      // One is enough: a name that is honest has no address of a private network among its public ones.
      if (!rules.permit(address)) {
        throw new Refused(host);
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}

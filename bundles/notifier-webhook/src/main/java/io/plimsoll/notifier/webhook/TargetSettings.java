package io.plimsoll.notifier.webhook;

import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Reads what all channels of this bundle share: where to, whom to trust, what to send along. */
final class TargetSettings {
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,100}");

  /** What the client sets itself, or what would change who is spoken to. */
  private static final Set<String> RESERVED =
      Set.of("host", "content-length", "content-type", "transfer-encoding", "connection", "upgrade", "expect", "te", "trailer");

  private final PluginSettings settings;
  private final Names names;

  TargetSettings(PluginSettings settings, Names names) {
    this.settings = settings;
    this.names = names;
  }

  /**
   * The target, once everything was read.
   *
   * @param address what is posted to
   */
  HttpsTarget target(@Nullable URI address) {
    AddressRules rules = rules();
    SSLContext trust = trust();
    settings.validate();
    if (address == null) {
      throw new IllegalStateException("settings without an address were valid");
    }
    return new HttpsTarget(address, new CheckedNames(names, rules), trust);
  }

  private AddressRules rules() {
    String ranges = settings.text("allow", "");
    try {
      return AddressRules.allowing(ranges);
    } catch (IllegalArgumentException e) {
      settings.refuse("allow", "holds what is no range of addresses such as 10.1.0.0/16: " + e.getMessage());
      return AddressRules.allowing("");
    }
  }

  private SSLContext trust() {
    try {
      return Trust.of(settings.text("ca", ""));
    } catch (IllegalArgumentException e) {
      settings.refuse("ca", "is no certificate in PEM; refer to a file of it, as file:/etc/ssl/ours.pem");
      return Trust.of("");
    }
  }

  /** The address under a name; {@code null} with a problem noted when it is not one to post to. */
  @Nullable URI address(String name, boolean secret) {
    String text = secret ? settings.secret(name, "") : settings.text(name, "");
    if (text.isEmpty()) {
      settings.refuse(name, "is missing");
      return null;
    }
    String problem;
    try {
      URI uri = new URI(text.strip());
      if (!"https".equalsIgnoreCase(uri.getScheme())) {
        problem = "is not https; nothing is sent that others could read or change on its way";
      } else if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
        problem = "is no address with a host and without user and fragment";
      } else {
        return uri;
      }
    } catch (URISyntaxException e) {
      problem = "is no address";
    }
    settings.refuse(name, problem);
    return null;
  }

  /** Headers written as {@code Name: value; Name: value}. */
  Map<String, String> headers(String name) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String one : settings.text(name, "").split(";")) {
      if (one.isBlank()) {
        continue;
      }
      int colon = one.indexOf(':');
      String header = colon < 0 ? "" : one.substring(0, colon).strip();
      if (!HEADER.matcher(header).matches() || one.chars().anyMatch(c -> c < ' ' || c > '~')) {
        settings.refuse(name, "is not written Name: value; Name: value");
      } else if (RESERVED.contains(header.toLowerCase(Locale.ROOT)) || header.toLowerCase(Locale.ROOT).startsWith("x-plimsoll-")) {
        settings.refuse(name, "cannot set " + header);
      } else {
        headers.put(header, one.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  /** A text that must be there. */
  String required(String name) {
    String text = settings.text(name, "");
    if (text.isEmpty()) {
      settings.refuse(name, "is missing");
    }
    return text;
  }
}

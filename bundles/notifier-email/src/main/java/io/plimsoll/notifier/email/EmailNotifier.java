package io.plimsoll.notifier.email;

import io.plimsoll.api.notice.Notifier;
import io.plimsoll.api.notice.OpenChannel;
import io.plimsoll.api.plugin.Grant;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends a mail of plain text for each notice.
 *
 * <p>Settings: {@code host}; {@code from}; {@code to}, addresses separated by commas; {@code security}: starttls
 * (default), tls or none; {@code port}; {@code user} and {@code password} (secret); {@code ca}, certificates in PEM.
 */
@Plugin(
    name = "email",
    type = Notifier.class,
    needs = Grant.NETWORK,
    uses = {Grant.RESOURCE_NAMES, Grant.TAGS})
public final class EmailNotifier implements Notifier {
  private static final int MOST_RECIPIENTS = 50;

  @Override
  public OpenChannel open(PluginSettings settings) {
    String host = required(settings, "host");
    Security security = security(settings);
    long port = settings.number("port", security.port());
    if (port < 1 || port > 65_535) {
      settings.refuse("port", "is no port from 1 to 65535");
    }
    String user = settings.text("user", "");
    String password = settings.secret("password", "");
    if (user.isEmpty() != password.isEmpty()) {
      settings.refuse(user.isEmpty() ? "user" : "password", "is missing; a user and a password go together");
    }
    if (security == Security.NONE && !password.isEmpty()) {
      settings.refuse("security", "is none, and a password is never sent in the clear");
    }
    List<InternetAddress> from = addresses(settings, "from");
    if (from.size() > 1) {
      settings.refuse("from", "is more than one address");
    }
    List<InternetAddress> to = addresses(settings, "to");
    if (to.size() > MOST_RECIPIENTS) {
      settings.refuse("to", "has more than " + MOST_RECIPIENTS + " addresses; use a distribution list");
    }
    SSLSocketFactory trust = trust(settings);
    settings.validate();
    return new MailChannel(new MailServer(host, (int) port, security, user, password, trust), from.get(0), to);
  }

  private static Security security(PluginSettings settings) {
    String text = settings.text("security", "starttls");
    try {
      return Security.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      settings.refuse("security", "is none of starttls, tls and none");
      return Security.STARTTLS;
    }
  }

  private static List<InternetAddress> addresses(PluginSettings settings, String name) {
    List<InternetAddress> addresses = new ArrayList<>();
    for (String text : required(settings, name).split(",")) {
      if (text.isBlank()) {
        continue;
      }
      try {
        InternetAddress address = new InternetAddress(text.strip(), true);
        address.validate();
        addresses.add(address);
      } catch (AddressException e) {
        settings.refuse(name, "holds what is no mail address: '" + text.strip() + "'");
      }
    }
    return addresses;
  }

  private static @Nullable SSLSocketFactory trust(PluginSettings settings) {
    String pem = settings.text("ca", "");
    if (pem.isBlank()) {
      return null;
    }
    try {
      return Trust.of(pem);
    } catch (IllegalArgumentException e) {
      settings.refuse("ca", "is no certificate in PEM; refer to a file of it, as file:/etc/ssl/ours.pem");
      return null;
    }
  }

  private static String required(PluginSettings settings, String name) {
    String text = settings.text(name, "");
    if (text.isBlank()) {
      settings.refuse(name, "is missing");
    }
    return text.strip();
  }
}

package io.plimsoll.notifier.email;

import jakarta.mail.Session;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A mail server and how to speak to it. No record: its text would show the password.
 */
final class MailServer {
  private static final String SECONDS_10 = "10000";

  private final String host;
  private final int port;
  private final Security security;
  private final String user;
  private final String password;
  private final @Nullable SSLSocketFactory trust;

  /**
   * @param user empty to send without signing in
   * @param trust whose certificates count; {@code null} for those of the Java runtime
   */
  MailServer(String host, int port, Security security, String user, String password, @Nullable SSLSocketFactory trust) {
    this.host = host;
    this.port = port;
    this.security = security;
    this.user = user;
    this.password = password;
    this.trust = trust;
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  @Nullable String user() {
    return user.isEmpty() ? null : user;
  }

  @Nullable String password() {
    return user.isEmpty() ? null : password;
  }

  boolean secureFromTheStart() {
    return security == Security.TLS;
  }

  Session session() {
    String name = secureFromTheStart() ? "mail.smtps." : "mail.smtp.";
    Properties properties = new Properties();
    properties.put(name + "connectiontimeout", SECONDS_10);
    properties.put(name + "timeout", SECONDS_10);
    properties.put(name + "writetimeout", SECONDS_10);
    properties.put(name + "auth", Boolean.toString(!user.isEmpty()));
    properties.put(name + "starttls.enable", Boolean.toString(security == Security.STARTTLS));
    properties.put(name + "starttls.required", Boolean.toString(security == Security.STARTTLS));
    properties.put(name + "ssl.checkserveridentity", "true");
    properties.put(name + "sendpartial", "false");
    // The name of this machine is nobody's business.
    properties.put(name + "localhost", "plimsoll.invalid");
    properties.put("mail.mime.charset", "UTF-8");
    if (trust != null) {
      properties.put(name + "ssl.socketFactory", trust);
    }
    return Session.getInstance(properties);
  }
}

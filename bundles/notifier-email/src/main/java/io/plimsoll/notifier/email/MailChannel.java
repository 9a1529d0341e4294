package io.plimsoll.notifier.email;

import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.api.notice.OpenChannel;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSSLTransport;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Sends mails, each over a connection of its own. */
final class MailChannel implements OpenChannel {
  private final MailServer server;
  private final InternetAddress from;
  private final List<InternetAddress> to;

  MailChannel(MailServer server, InternetAddress from, List<InternetAddress> to) {
    this.server = server;
    this.from = from;
    this.to = List.copyOf(to);
  }

  @Override
  public Delivery deliver(Notice notice, Instant at) {
    Session session = server.session();
    String scheme = server.secureFromTheStart() ? "smtps" : "smtp";
    URLName name = new URLName(scheme, server.host(), server.port(), null, null, null);
    // Made here and not found by name: a bundle has no registry of providers.
    try (SMTPTransport transport =
        server.secureFromTheStart() ? new SMTPSSLTransport(session, name) : new SMTPTransport(session, name)) {
      MimeMessage mail = Mail.of(notice, at, from, to, session);
      transport.connect(server.host(), server.port(), server.user(), server.password());
      transport.sendMessage(mail, mail.getAllRecipients());
      return Delivery.delivered("taken by " + server.host() + " for " + to.size() + (to.size() == 1 ? " address" : " addresses"));
    } catch (AuthenticationFailedException e) {
      return Delivery.refused(server.host() + " does not accept the user and password");
    } catch (MessagingException e) {
      return answered(e);
    }
  }

  /** A reply from 500 on is for good (RFC 5321 section 4.2.1), anything else may pass. */
  private Delivery answered(MessagingException e) {
    int code = 0;
    for (Exception each = e; each instanceof MessagingException next && code == 0; each = next.getNextException()) {
      code = code(next);
    }
    if (code >= 500) {
      return Delivery.refused(server.host() + " refused with code " + code);
    }
    return Delivery.unavailable(
        code > 0 ? server.host() + " cannot take it now, code " + code : server.host() + " cannot be reached or trusted", null);
  }

  private static int code(MessagingException e) {
    if (e instanceof SMTPSendFailedException failed) {
      return failed.getReturnCode();
    }
    if (e instanceof SMTPSenderFailedException failed) {
      return failed.getReturnCode();
    }
    return e instanceof SMTPAddressFailedException failed ? failed.getReturnCode() : 0;
  }

  @Override
  public void close() {
    // Nothing is kept between two mails.
  }
}

package io.plimsoll.notifier.email;

import io.plimsoll.api.notice.Notice;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** A notice as a mail of plain text. */
final class Mail {
  private static final int LONGEST_SUBJECT = 200;
  private static final int LONGEST_TEXT = 20_000;

  private Mail() {}

  static MimeMessage of(Notice notice, Instant at, InternetAddress from, List<InternetAddress> to, Session session)
      throws MessagingException {
    String id = "<" + notice.id().replaceAll("[^A-Za-z0-9.-]", "-") + "@plimsoll.invalid>";
    MimeMessage mail =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            // The same for every try, so that mail programs show one.
            setHeader("Message-ID", id);
          }
        };
    mail.setFrom(from);
    for (InternetAddress each : to) {
      mail.addRecipient(Message.RecipientType.TO, each);
    }
    mail.setSubject(line(notice.title()), "UTF-8");
    mail.setSentDate(Date.from(at));
    mail.setHeader("X-Plimsoll-Notice", line(notice.id()));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setDataHandler(
        new DataHandler(new ByteArrayDataSource(text(notice).getBytes(StandardCharsets.UTF_8), "text/plain; charset=UTF-8")));
    mail.setHeader("Content-Transfer-Encoding", "quoted-printable");
    mail.saveChanges();
    return mail;
  }

  private static String text(Notice notice) {
    StringBuilder text = new StringBuilder(clean(cut(notice.text(), LONGEST_TEXT))).append("\r\n\r\n");
    notice.facts().forEach((name, value) -> text.append(line(name)).append(": ").append(line(value)).append("\r\n"));
    return text.append("Notice: ").append(line(notice.id())).append("\r\n").toString();
  }

  /** Lines end as mail wants them; other control characters are not for reading. */
  private static String clean(String text) {
    return text.replaceAll("\\r?\\n|\\r", "\n").replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", " ").replace("\n", "\r\n");
  }

  /** One line: what comes from resources' names must not make headers. */
  private static String line(String text) {
    String line = text.replaceAll("[\\p{Cntrl}]+", " ").strip();
    return line.isEmpty() ? "Plimsoll" : cut(line, LONGEST_SUBJECT);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}

package io.plimsoll.notifier.webhook;

import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.api.notice.OpenChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Posts notices in one form to one address, signed when there is a key. */
final class PostChannel implements OpenChannel {
  private static final String HMAC = "HmacSHA256";

  private final HttpsTarget target;
  private final Form form;
  private final Map<String, String> headers;
  private final String key;

  /**
   * @param key what to sign with; empty for no signature
   */
  PostChannel(HttpsTarget target, Form form, Map<String, String> headers, String key) {
    this.target = target;
    this.form = form;
    this.headers = headers;
    this.key = key;
  }

  @Override
  public Delivery deliver(Notice notice, Instant at) {
    byte[] body = Body.of(form.of(notice));
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("X-Plimsoll-Notice", notice.id());
    all.put("X-Plimsoll-Event", notice.event().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (!key.isEmpty()) {
      all.put("X-Plimsoll-Signature", "t=" + at.getEpochSecond() + ",v1=" + signature(key, at, body));
    }
    return target.post(body, all);
  }

  /** Over the time and the body, so that neither can be changed and an old one is told by its time. */
  static String signature(String key, Instant at, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
      mac.update((at.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    target.close();
  }
}

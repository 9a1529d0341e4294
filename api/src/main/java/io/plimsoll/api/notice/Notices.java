package io.plimsoll.api.notice;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who is told what: channels, rules and what was sent. Changes are recorded in the audit chain, and so is everything
 * that is sent. Thread-safe.
 */
@ProviderType
public interface Notices {
  /** The channels, by name. */
  List<NoticeChannel> channels();

  /**
   * Adds a channel or replaces the one of this name; its notifier checks the settings.
   *
   * @throws io.plimsoll.api.PlimsollException {@code INVALID_REQUEST} with every problem, and nothing is changed
   */
  NoticeChannel channel(NoticeChannel channel);

  /**
   * Removes a channel.
   *
   * @throws io.plimsoll.api.PlimsollException {@code REFUSED} while a rule sends to it, {@code NOT_FOUND} without one
   */
  void removeChannel(String name);

  /** The rules, by name. */
  List<NoticeRule> rules();

  /**
   * Adds a rule or replaces the one of this name. It holds for what happens from now on.
   *
   * @throws io.plimsoll.api.PlimsollException {@code INVALID_REQUEST} for one without events or channels, {@code
   *     NOT_FOUND} for a channel that is not there
   */
  NoticeRule rule(NoticeRule rule);

  /**
   * Removes a rule.
   *
   * @throws io.plimsoll.api.PlimsollException {@code NOT_FOUND} without one
   */
  void removeRule(String name);

  /** Sends a test through a channel, enabled or not, and waits for what comes of it. */
  Delivery test(String channel);

  /**
   * What was sent and is still to be sent, the newest first.
   *
   * @param limit how many at most
   */
  List<DeliveryRecord> deliveries(int limit);
}

package io.plimsoll.host.identity;

import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.DeliveryRecord;
import io.plimsoll.api.notice.NoticeChannel;
import io.plimsoll.api.notice.NoticeRule;
import io.plimsoll.api.notice.Notices;
import java.util.List;

/**
 * Notices of an owner who signed in. Where a channel leads is the operator's to say, since channels name secrets of the
 * machine and addresses that it reaches; what goes there, the owner's.
 */
record AuthorisedNotices(Notices behind, Permits permits) implements Notices {
  @Override
  public List<NoticeChannel> channels() {
    permits.owns("channels.listed");
    return behind.channels();
  }

  @Override
  public NoticeChannel channel(NoticeChannel channel) {
    permits.ownsAndOperates("channel.set", "since channels use what its machine reaches");
    return behind.channel(channel);
  }

  @Override
  public void removeChannel(String name) {
    permits.owns("channel.removed");
    behind.removeChannel(name);
  }

  @Override
  public List<NoticeRule> rules() {
    permits.owns("rules.listed");
    return behind.rules();
  }

  @Override
  public NoticeRule rule(NoticeRule rule) {
    permits.owns("rule.set");
    return behind.rule(rule);
  }

  @Override
  public void removeRule(String name) {
    permits.owns("rule.removed");
    behind.removeRule(name);
  }

  @Override
  public Delivery test(String channel) {
    permits.owns("notice.tested");
    return behind.test(channel);
  }

  @Override
  public List<DeliveryRecord> deliveries(int limit) {
    permits.owns("deliveries.listed");
    return behind.deliveries(limit);
  }
}

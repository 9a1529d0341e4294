package io.plimsoll.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255",
        "192.0.0.170", "192.168.1.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1",
        "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::1", "2001:db8::1", "2001::1",
        "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1"
      })
  void whatLeadsIntoAPrivateNetworkIsRefused(String address) throws UnknownHostException {
    assertThat(AddressRules.allowing("").permit(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.1.1.1", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "2606:4700::1111", "2a00:1450::1", "64:ff9b::101:101"})
  void thePublicInternetIsOpen(String address) throws UnknownHostException {
    assertThat(AddressRules.allowing("").permit(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void aRangeThatIsAllowedIsOpenAndNoOther() throws UnknownHostException {
    AddressRules rules = AddressRules.allowing("10.1.0.0/16, fd00::/8,127.0.0.1");
    assertThat(rules.permit(InetAddress.getByName("10.1.255.1"))).isTrue();
    assertThat(rules.permit(InetAddress.getByName("10.2.0.1"))).isFalse();
    assertThat(rules.permit(InetAddress.getByName("fd99::1"))).isTrue();
    assertThat(rules.permit(InetAddress.getByName("127.0.0.2"))).isFalse();
  }

  @Test
  void whatIsNoRangeIsNamed() {
    for (String wrong : new String[] {"10.0.0.0/33", "10.0.0.0/x", "ops.example", "10.0.0"}) {
      assertThatThrownBy(() -> AddressRules.allowing("127.0.0.1," + wrong)).isInstanceOf(IllegalArgumentException.class).hasMessage(wrong);
    }
  }
}

package io.plimsoll.store.adls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportAddressTest {
  @ParameterizedTest
  @CsvSource({
    "abfss://exports@contoso.dfs.core.windows.net/focus/daily, contoso, exports, focus/daily, contoso.%s.core.windows.net",
    "abfss://exports@contoso.dfs.core.windows.net, contoso, exports, '', contoso.%s.core.windows.net",
    "abfss://exports@contoso.dfs.core.windows.net/focus/, contoso, exports, focus, contoso.%s.core.windows.net",
    "https://contoso.blob.core.windows.net/exports/focus, contoso, exports, focus, contoso.%s.core.windows.net",
    "https://contoso.dfs.core.windows.net/exports, contoso, exports, '', contoso.%s.core.windows.net",
    "abfss://exports@contoso.dfs.core.usgovcloudapi.net/focus, contoso, exports, focus, contoso.%s.core.usgovcloudapi.net",
    "abfss://exports@contoso.dfs.core.chinacloudapi.cn/focus, contoso, exports, focus, contoso.%s.core.chinacloudapi.cn",
    "https://contoso.z01.blob.storage.azure.net/exports/a, contoso, exports, a, contoso.z01.%s.storage.azure.net",
    "abfss://Fin%20Ops@onelake.dfs.fabric.microsoft.com/Costs.Lakehouse/Files/focus, onelake, Fin Ops,"
        + " Costs.Lakehouse/Files/focus, onelake.%s.fabric.microsoft.com",
    "https://onelake.blob.fabric.microsoft.com/FinOps/Costs.Lakehouse/Files, onelake, FinOps, Costs.Lakehouse/Files,"
        + " onelake.%s.fabric.microsoft.com",
    "https://contoso.blob.core.windows.net/exports/a%20b, contoso, exports, a b, contoso.%s.core.windows.net"
  })
  void theAddressesOfEveryCloudAreRead(String text, String account, String container, String folder, String host) {
    ExportAddress address = ExportAddress.parse(URI.create(text), null);

    assertThat(address)
        .isEqualTo(
            new ExportAddress(
                account, container, folder, "https://" + host.formatted("blob"), "https://" + host.formatted("dfs")));
  }

  @ParameterizedTest
  @CsvSource({
    "abfss://exports@evil.example/focus, its host is not one of Azure Storage",
    "abfss://exports@core.windows.net/focus, its host is not one of Azure Storage",
    "abfss://exports@contoso.dfs.core.windows.net.evil.example/focus, its host is not one of Azure Storage",
    "abfss://exports@contoso.dfs.evilcore.windows.net/focus, its host is not one of Azure Storage",
    "https://contoso.blob.core.windows.net/, it names no container",
    "abfss://contoso.dfs.core.windows.net/focus, it names no container",
    "https://contoso.blob.core.windows.net/exports/../other, its path does not name one folder",
    "https://contoso.blob.core.windows.net/exports/a//b, its path does not name one folder"
  })
  void whatNamesNoFolderOfAzureStorageIsRefused(String text, String reason) {
    assertThatThrownBy(() -> ExportAddress.parse(URI.create(text), null))
        .isInstanceOfSatisfying(
            PlimsollException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
              assertThat(e).hasMessage("The store " + text + " cannot be read: " + reason + ".");
            });
  }

  @Test
  void aSharedAccessSignatureIsRefusedAndNotRepeated() {
    URI signed = URI.create("https://contoso.blob.core.windows.net/exports?sv=2024&sig=SECRET");

    assertThatThrownBy(() -> ExportAddress.parse(signed, null))
        .hasMessageContaining("it has a query")
        .hasMessageNotContaining("SECRET");
  }

  @Test
  void anEndpointServesBothApis() {
    URI store = URI.create("abfss://exports@devstoreaccount1.dfs.core.windows.net/focus");

    ExportAddress address = ExportAddress.parse(store, "https://127.0.0.1:10000/devstoreaccount1/");

    assertThat(address.blob()).isEqualTo("https://127.0.0.1:10000/devstoreaccount1").isEqualTo(address.dfs());
    assertThat(address.container()).isEqualTo("exports");
    assertThat(ExportAddress.parse(store, "https://contoso.blob.core.windows.net").blob())
        .isEqualTo("https://contoso.blob.core.windows.net");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example", "http://127.0.0.1:10000/devstoreaccount1", "https://127.evil.example",
        "https://a@127.0.0.1", "not an address", "https://10.0.0.4/contoso"
      })
  void noTokenGoesToAnEndpointThatIsNeitherAzuresNorOfThisMachine(String endpoint) {
    URI store = URI.create("abfss://exports@contoso.dfs.core.windows.net/focus");

    assertThatThrownBy(() -> ExportAddress.parse(store, endpoint))
        .hasMessageContaining(endpoint)
        .hasMessageEndingWith("so no token is sent there.");
  }
}

package dev.coda.server.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the server that are not secret. Immutable.
 *
 * @param dataDir where a server without {@code DATABASE_URL} keeps its database and generated keys
 *     ({@code CODA_DATA_DIR})
 * @param toolsDir the folder of tools, each a folder with a {@code schema.json} ({@code
 *     CODA_TOOLS_DIR})
 * @param toolsAllowedAddresses addresses that tools may call although they are not public, such as
 *     {@code 127.0.0.1:9000}, separated by commas; none by default ({@code
 *     CODA_TOOLS_ALLOWED_ADDRESSES})
 * @param port the HTTP port, 0 for any free one ({@code CODA_PORT})
 * @param leaseTime the time after which another server takes over this one's runs if their leases
 *     are not renewed ({@code CODA_LEASE_TIME}, such as {@code 15s})
 */
@ConfigurationProperties("coda")
public record ServerSettings(
    @Bindable(defaultValue = ".coda") Path dataDir,
    @Bindable(defaultValue = "tools") Path toolsDir,
    @Bindable(defaultValue = "") List<String> toolsAllowedAddresses,
    @Bindable(defaultValue = "8080") int port,
    @Bindable(defaultValue = "15s") Duration leaseTime) {
  public ServerSettings {
    // An empty variable is one that is not set; it arrives as an empty path or a list of one text.
    dataDir = dataDir.toString().isBlank() ? Path.of(".coda") : dataDir;
    toolsDir = toolsDir.toString().isBlank() ? Path.of("tools") : toolsDir;
    toolsAllowedAddresses = toolsAllowedAddresses.stream().filter(each -> !each.isBlank()).toList();
  }
}

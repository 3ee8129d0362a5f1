package dev.coda.api.session;

import dev.coda.api.id.UserId;
import java.util.List;
import java.util.Optional;

/**
 * Stores users' permanent decisions about tools.
 *
 * <p>Every method throws {@link dev.coda.api.error.StoreException} if the store cannot answer. The
 * requirements on a store are the tests of {@code ToolPermissionContract} in the test kit.
 * Thread-safe.
 */
public interface ToolPermissionStore {
  /**
   * Finds this user's decision about a tool.
   *
   * @param user the user
   * @param toolName the name of the tool
   * @return it; empty if there is none
   */
  Optional<ToolSetting> find(UserId user, String toolName);

  /**
   * Lists this user's decisions, by the tools' names.
   *
   * @param user the user
   * @return the settings
   */
  List<ToolSetting> list(UserId user);

  /**
   * Stores this user's decision about a tool, which replaces an earlier one.
   *
   * @param user the user
   * @param setting the setting
   */
  void put(UserId user, ToolSetting setting);

  /**
   * Deletes this user's decision about a tool.
   *
   * @param user the user
   * @param toolName the name of the tool
   * @return false if there was nothing
   */
  boolean remove(UserId user, String toolName);
}

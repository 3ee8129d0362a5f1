package dev.coda.api.session;

import dev.coda.api.id.UserId;
import java.util.List;
import java.util.Optional;

/**
 * Stores what users said once and for all about tools.
 *
 * <p>Every method throws {@link dev.coda.api.error.StoreException} if the store cannot answer. What
 * a store must do is written as tests in {@code ToolPermissionContract} of the test kit.
 * Thread-safe.
 */
public interface ToolPermissionStore {
  /**
   * Finds what this user said about a tool.
   *
   * @param user the user
   * @param toolName the name of the tool
   * @return it; empty if there is none
   */
  Optional<ToolSetting> find(UserId user, String toolName);

  /**
   * Lists all that this user said, by the tools' names.
   *
   * @param user the user
   * @return the settings
   */
  List<ToolSetting> list(UserId user);

  /**
   * Stores what this user says about a tool, in place of what was said before.
   *
   * @param user the user
   * @param setting the setting
   */
  void put(UserId user, ToolSetting setting);

  /**
   * Forgets what this user said about a tool.
   *
   * @param user the user
   * @param toolName the name of the tool
   * @return false if there was nothing
   */
  boolean remove(UserId user, String toolName);
}

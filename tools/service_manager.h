// Tells systemd how the service is (sd_notify(3)); does nothing where no service manager asks.
#ifndef CUEPOINT_TOOLS_SERVICE_MANAGER_H_
#define CUEPOINT_TOOLS_SERVICE_MANAGER_H_

#include <string_view>

namespace cuepoint {

enum class ServiceState {
  kReady,      ///< Requests are answered; also after reloading.
  kReloading,  ///< SIGHUP is being attended to.
  kStopping,
};

/// Sends the state to the socket in $NOTIFY_SOCKET, if there is one. What fails is ignored, as the
/// service works without. Thread-safe.
void TellServiceManager(ServiceState state);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_SERVICE_MANAGER_H_

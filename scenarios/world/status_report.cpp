#include "scenarios/world/status_report.h"

namespace mapsim::world {

sms::SmsStatusReport status_report(const ReportRequest& request, const sms::Timestamp& submitted,
                                   const sms::Timestamp& discharged, sms::Status status) {
  sms::SmsStatusReport report;
  report.tp_mr = request.tp_mr;
  report.tp_ra = request.tp_ra;
  report.tp_scts = submitted;
  report.tp_dt = discharged;
  report.tp_st = status;
  return report;
}

}  // namespace mapsim::world

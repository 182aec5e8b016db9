// alertServiceCentre, informServiceCentre, noteSubscriberPresent, readyForSM.
#include "sigtran/map/parameter_codec.h"

namespace mapsim::map {

template Result<AlertServiceCentreArgV1> decode<AlertServiceCentreArgV1>(OctetView, Remarks*);
template Result<Octets> encode<AlertServiceCentreArgV1>(const AlertServiceCentreArgV1&, Ranges);
template Result<void> encode<AlertServiceCentreArgV1>(OutBuffer&, const AlertServiceCentreArgV1&, Ranges);
template Result<AlertServiceCentreArg> decode<AlertServiceCentreArg>(OctetView, Remarks*);
template Result<Octets> encode<AlertServiceCentreArg>(const AlertServiceCentreArg&, Ranges);
template Result<void> encode<AlertServiceCentreArg>(OutBuffer&, const AlertServiceCentreArg&, Ranges);
template Result<InformServiceCentreArgV2> decode<InformServiceCentreArgV2>(OctetView, Remarks*);
template Result<Octets> encode<InformServiceCentreArgV2>(const InformServiceCentreArgV2&, Ranges);
template Result<void> encode<InformServiceCentreArgV2>(OutBuffer&, const InformServiceCentreArgV2&, Ranges);
template Result<InformServiceCentreArg> decode<InformServiceCentreArg>(OctetView, Remarks*);
template Result<Octets> encode<InformServiceCentreArg>(const InformServiceCentreArg&, Ranges);
template Result<void> encode<InformServiceCentreArg>(OutBuffer&, const InformServiceCentreArg&, Ranges);
template Result<NoteSubscriberPresentArg> decode<NoteSubscriberPresentArg>(OctetView, Remarks*);
template Result<Octets> encode<NoteSubscriberPresentArg>(const NoteSubscriberPresentArg&, Ranges);
template Result<void> encode<NoteSubscriberPresentArg>(OutBuffer&, const NoteSubscriberPresentArg&, Ranges);
template Result<ReadyForSmArgV2> decode<ReadyForSmArgV2>(OctetView, Remarks*);
template Result<Octets> encode<ReadyForSmArgV2>(const ReadyForSmArgV2&, Ranges);
template Result<void> encode<ReadyForSmArgV2>(OutBuffer&, const ReadyForSmArgV2&, Ranges);
template Result<ReadyForSmArg> decode<ReadyForSmArg>(OctetView, Remarks*);
template Result<Octets> encode<ReadyForSmArg>(const ReadyForSmArg&, Ranges);
template Result<void> encode<ReadyForSmArg>(OutBuffer&, const ReadyForSmArg&, Ranges);
template Result<ReadyForSmRes> decode<ReadyForSmRes>(OctetView, Remarks*);
template Result<Octets> encode<ReadyForSmRes>(const ReadyForSmRes&, Ranges);
template Result<void> encode<ReadyForSmRes>(OutBuffer&, const ReadyForSmRes&, Ranges);

}  // namespace mapsim::map

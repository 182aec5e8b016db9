// forwardSM, mo-ForwardSM, mt-ForwardSM.
#include "sigtran/map/parameter_codec.h"

namespace mapsim::map {

template Result<ForwardSmArg> decode<ForwardSmArg>(OctetView, Remarks*);
template Result<Octets> encode<ForwardSmArg>(const ForwardSmArg&, Ranges);
template Result<void> encode<ForwardSmArg>(OutBuffer&, const ForwardSmArg&, Ranges);
template Result<MoForwardSmArg> decode<MoForwardSmArg>(OctetView, Remarks*);
template Result<Octets> encode<MoForwardSmArg>(const MoForwardSmArg&, Ranges);
template Result<void> encode<MoForwardSmArg>(OutBuffer&, const MoForwardSmArg&, Ranges);
template Result<MoForwardSmRes> decode<MoForwardSmRes>(OctetView, Remarks*);
template Result<Octets> encode<MoForwardSmRes>(const MoForwardSmRes&, Ranges);
template Result<void> encode<MoForwardSmRes>(OutBuffer&, const MoForwardSmRes&, Ranges);
template Result<MtForwardSmArg> decode<MtForwardSmArg>(OctetView, Remarks*);
template Result<Octets> encode<MtForwardSmArg>(const MtForwardSmArg&, Ranges);
template Result<void> encode<MtForwardSmArg>(OutBuffer&, const MtForwardSmArg&, Ranges);
template Result<MtForwardSmRes> decode<MtForwardSmRes>(OctetView, Remarks*);
template Result<Octets> encode<MtForwardSmRes>(const MtForwardSmRes&, Ranges);
template Result<void> encode<MtForwardSmRes>(OutBuffer&, const MtForwardSmRes&, Ranges);
template Result<MtForwardSmVgcsArg> decode<MtForwardSmVgcsArg>(OctetView, Remarks*);
template Result<Octets> encode<MtForwardSmVgcsArg>(const MtForwardSmVgcsArg&, Ranges);
template Result<void> encode<MtForwardSmVgcsArg>(OutBuffer&, const MtForwardSmVgcsArg&, Ranges);
template Result<MtForwardSmVgcsRes> decode<MtForwardSmVgcsRes>(OctetView, Remarks*);
template Result<Octets> encode<MtForwardSmVgcsRes>(const MtForwardSmVgcsRes&, Ranges);
template Result<void> encode<MtForwardSmVgcsRes>(OutBuffer&, const MtForwardSmVgcsRes&, Ranges);

}  // namespace mapsim::map

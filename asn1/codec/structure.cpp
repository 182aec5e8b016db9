#include "asn1/codec/structure.h"

#include <BIT_STRING.h>
#include <BOOLEAN.h>
#include <NULL.h>
#include <NativeEnumerated.h>
#include <NativeInteger.h>
#include <constr_CHOICE.h>
#include <constr_SEQUENCE.h>
#include <constr_SEQUENCE_OF.h>

#include "asn1/codec/member.h"
#include "sigtran/core/ber.h"

namespace mapsim::asn1 {

namespace {

tl::unexpected<Error> fault(std::string field, std::size_t offset, std::string text) {
  return fail(Error{.layer = "map",
                    .field = std::move(field),
                    .clause = "TS 29.002 17.1.1",
                    .offset = offset,
                    .text = std::move(text)});
}

// A fault in the encoding itself, with the place where it was met.
tl::unexpected<Error> unsound(Error error, std::string field) {
  error.field = std::move(field);
  return fail(std::move(error));
}
tl::unexpected<Error> unsound(Error error, const Path& path) {
  std::string field = path.text();
  return unsound(std::move(error), std::move(field));
}

std::string describe(ber::Tag tag) {
  const Octets octets = [&] {
    Octets o;
    for (int shift = 24; shift >= 0; shift -= 8) {
      const auto octet = static_cast<std::uint8_t>(tag >> static_cast<unsigned>(shift));
      if (octet != 0 || !o.empty() || shift == 0) o.push_back(octet);
    }
    return o;
  }();
  return "an element with tag " + to_hex(octets);
}

class Check {
 public:
  explicit Check(std::vector<Foreign>& foreign) : foreign_(foreign) {}

  Result<void> value(const asn_TYPE_descriptor_t& type, const ber::Element& e, const Path& path) {
    const Kind kind = kind_of(type);
    if (is_plain(kind, e)) return {};
    switch (kind) {
      case Kind::sequence:
        return sequence(type, e, path);
      case Kind::sequence_of:
        return sequence_of(type, e, path);
      case Kind::choice:
        return choice(type, e, path);
      default:
        return primitive(kind, e, path);
    }
  }

 private:
  Result<void> sequence(const asn_TYPE_descriptor_t& type, const ber::Element& e, const Path& path) {
    if (!ber::is_constructed(e.tag)) return fault(path.text(), e.offset, "a SEQUENCE is constructed");
    ber::Cursor cursor(e);
    int next = 0;
    std::vector<std::size_t> waiting;  // foreign elements whose successor is not known yet
    while (!cursor.at_end()) {
      ber::Element element;
      if (!cursor.read(element)) return unsound(cursor.next().error(), path);
      const auto index = find_member(type, next, element);
      if (!index) {
        if (auto tolerable = foreign(type, next, element, path); !tolerable) return tolerable;
        waiting.push_back(foreign_.size() - 1);
        continue;
      }
      if (next != *index) {
        if (auto there = required(type, next, *index, element.offset, path); !there) return there;
      }
      const asn_TYPE_member_t& member = type.elements[*index];
      for (const std::size_t i : waiting) foreign_[i].before = member.name;
      waiting.clear();
      next = *index + 1;
      if (is_plain(kind_of(*member.type), element)) continue;
      if (auto sound = value(*member.type, element, path.below(member)); !sound) return sound;
    }
    return required(type, next, type.elements_count, cursor.offset(), path);
  }

  // An element that is no member from `next` on. What a later release adds comes behind the extension marker,
  // so behind everything mandatory.
  Result<void> foreign(const asn_TYPE_descriptor_t& type, int next, const ber::Element& e, const Path& path) {
    for (int i = next; i < type.elements_count; ++i) {
      const asn_TYPE_member_t& member = type.elements[i];
      if (member.optional == 0) {
        return fault(path.below(member).text(), e.offset, describe(e.tag) + " stands where this is due");
      }
    }
    if (!is_extensible(type)) return fault(path.text(), e.offset, describe(e.tag) + " is not expected here");
    if (auto sound = nesting(e, path); !sound) return sound;
    foreign_.push_back({path.text(), e.offset, Octets(e.whole.begin(), e.whole.end()), {}});
    return {};
  }

  // Members from..to-1 are absent: they must be OPTIONAL.
  static Result<void> required(const asn_TYPE_descriptor_t& type, int from, int to, std::size_t offset,
                               const Path& path) {
    for (int i = from; i < to; ++i) {
      const asn_TYPE_member_t& member = type.elements[i];
      if (member.optional == 0) return fault(path.below(member).text(), offset, "is mandatory and missing");
    }
    return {};
  }

  Result<void> sequence_of(const asn_TYPE_descriptor_t& type, const ber::Element& e, const Path& path) {
    if (!ber::is_constructed(e.tag)) return fault(path.text(), e.offset, "a SEQUENCE OF is constructed");
    ber::Cursor cursor(e);
    for (int i = 0; !cursor.at_end(); ++i) {
      ber::Element element;
      if (!cursor.read(element)) return unsound(cursor.next().error(), path);
      const asn_TYPE_member_t& member = type.elements[0];
      const Path below = path.item(i);
      if (!has_tag(*member.type, member, element)) {
        return fault(below.text(), element.offset, describe(element.tag) + " is not expected here");
      }
      if (auto sound = value(*member.type, element, below); !sound) return sound;
    }
    return {};
  }

  Result<void> choice(const asn_TYPE_descriptor_t& type, const ber::Element& e, const Path& path) {
    const asn_TYPE_member_t* alternative = find_alternative(type, e);
    if (alternative == nullptr)
      return fault(path.text(), e.offset, describe(e.tag) + " is no alternative of this CHOICE");
    return value(*alternative->type, e, path.below(*alternative));
  }

  // Contents that no descriptor leads through.
  static Result<void> nesting(const ber::Element& e, const Path& path) {
    if (!ber::is_constructed(e.tag)) return {};
    auto sound = ber::check_nesting(e.contents, kMaxDepth);
    if (sound) return sound;
    Error error = at_offset(sound.error(), e.contents_offset);
    error.field = path.text();
    return fail(std::move(error));
  }

  // A primitive encoding with nothing to complain about: most of what there is.
  static bool is_plain(Kind kind, const ber::Element& e) {
    if (ber::is_constructed(e.tag)) return false;
    const std::size_t size = e.contents.size();
    switch (kind) {
      case Kind::octets:
      case Kind::any:
        return true;
      case Kind::boolean:
        return size == 1;
      case Kind::null:
        return size == 0;
      case Kind::integer:
        return size >= 1 && size <= 4;
      default:
        return false;
    }
  }

  static Result<void> primitive(Kind kind, const ber::Element& e, const Path& path) {
    const std::size_t size = e.contents.size();
    switch (kind) {
      case Kind::boolean:
        if (size != 1) return fault(path.text(), e.contents_offset, "a BOOLEAN has 1 octet");
        break;
      case Kind::null:
        if (size != 0) return fault(path.text(), e.contents_offset, "a NULL has no contents");
        break;
      case Kind::integer:
        if (size < 1 || size > 4)
          return fault(path.text(), e.contents_offset, "an INTEGER here has 1 to 4 octets");
        break;
      case Kind::bit_string:
        if (!ber::is_constructed(e.tag) &&
            (size == 0 || e.contents[0] > 7 || (size == 1 && e.contents[0] != 0))) {
          return fault(path.text(), e.contents_offset,
                       "a BIT STRING starts with the number of its unused bits, 0 to 7");
        }
        break;
      default:
        break;
    }
    if (ber::is_constructed(e.tag) && kind != Kind::any && kind != Kind::octets && kind != Kind::bit_string) {
      return fault(path.text(), e.offset, "is constructed, a primitive encoding is due");
    }
    return nesting(e, path);
  }

  std::vector<Foreign>& foreign_;
};

// Writes an encoding anew: without foreign elements, or with some added.
class Rewrite {
 public:
  explicit Rewrite(bool keep, std::span<const Foreign> added) : keep_(keep), added_(added) {}
  std::size_t placed = 0;

  void value(Octets& out, const asn_TYPE_descriptor_t& type, const ber::Element& e, const Path& path) {
    switch (kind_of(type)) {
      case Kind::sequence:
        return contents(out, e, [&](Octets& in) { sequence(in, type, e, path); });
      case Kind::sequence_of:
        return contents(out, e, [&](Octets& in) {
          ber::Cursor cursor(e);
          for (int i = 0; !cursor.at_end(); ++i)
            value(in, *type.elements[0].type, *cursor.next(), path.item(i));
        });
      case Kind::choice: {
        const asn_TYPE_member_t* alternative = find_alternative(type, e);
        if (alternative != nullptr) return value(out, *alternative->type, e, path.below(*alternative));
        break;
      }
      default:
        break;
    }
    out.insert(out.end(), e.whole.begin(), e.whole.end());
  }

 private:
  template <class Fill>
  void contents(Octets& out, const ber::Element& e, Fill fill) {
    Octets in;
    fill(in);
    OutBuffer header(8);
    ber::prepend_header(header, e.tag, in.size());
    out.insert(out.end(), header.view().begin(), header.view().end());
    out.insert(out.end(), in.begin(), in.end());
  }

  void sequence(Octets& out, const asn_TYPE_descriptor_t& type, const ber::Element& e, const Path& path) {
    ber::Cursor cursor(e);
    const std::string here = added_.empty() ? std::string() : path.text();
    std::vector<bool> done(added_.size());
    int next = 0;
    while (!cursor.at_end()) {
      const auto element = cursor.next();
      if (!element) return;  // the encoding was checked before
      if (const auto index = find_member(type, next, *element)) {
        const asn_TYPE_member_t& member = type.elements[*index];
        add(out, here, member.name, done);
        value(out, *member.type, *element, path.below(member));
        next = *index + 1;
      } else if (keep_) {
        out.insert(out.end(), element->whole.begin(), element->whole.end());
      }
    }
    add(out, here, std::nullopt, done);
  }

  // What goes before a member, or at the end all that is left for this SEQUENCE.
  void add(Octets& out, const std::string& here, std::optional<std::string_view> before,
           std::vector<bool>& done) {
    for (std::size_t i = 0; i < added_.size(); ++i) {
      const Foreign& foreign = added_[i];
      if (done[i] || foreign.in != here || (before && foreign.before != *before)) continue;
      out.insert(out.end(), foreign.octets.begin(), foreign.octets.end());
      done[i] = true;
      ++placed;
    }
  }

  bool keep_;
  std::span<const Foreign> added_;
};

std::optional<std::size_t> find(const asn_TYPE_descriptor_t& type, const ber::Element& e, const Path& path,
                                std::string_view wanted) {
  if (path.text() == wanted) return e.contents_offset;
  const Kind kind = kind_of(type);
  if (kind == Kind::choice) {
    const asn_TYPE_member_t* alternative = find_alternative(type, e);
    return alternative == nullptr ? std::nullopt
                                  : find(*alternative->type, e, path.below(*alternative), wanted);
  }
  if (kind != Kind::sequence && kind != Kind::sequence_of) return std::nullopt;
  ber::Cursor cursor(e);
  int next = 0;
  for (int i = 0; !cursor.at_end(); ++i) {
    const auto element = cursor.next();
    if (!element) return std::nullopt;
    const auto index = kind == Kind::sequence ? find_member(type, next, *element) : std::optional<int>(0);
    if (!index) continue;
    const asn_TYPE_member_t& member = type.elements[*index];
    const Path below = kind == Kind::sequence ? path.below(member) : path.item(i);
    if (auto found = find(*member.type, *element, below, wanted)) return found;
    next = *index + 1;
  }
  return std::nullopt;
}

}  // namespace

Result<void> check_structure(const asn_TYPE_descriptor_t& type, OctetView octets,
                             std::vector<Foreign>& foreign) {
  if (octets.empty()) return fault(type.name, 0, "is absent");
  ber::Cursor cursor(octets);
  ber::Element element;
  if (!cursor.read(element)) return unsound(cursor.next().error(), type.name);
  if (!has_tag(type, element)) return fault(type.name, 0, describe(element.tag) + " is not expected here");
  if (!cursor.at_end())
    return fault(type.name, cursor.offset(), "is followed by octets that belong to nothing");
  return Check(foreign).value(type, element, Path());
}

Octets without_foreign(const asn_TYPE_descriptor_t& type, OctetView octets) {
  Octets out;
  if (const auto element = ber::Cursor(octets).next()) Rewrite(false, {}).value(out, type, *element, Path());
  return out;
}

Extended with_foreign(const asn_TYPE_descriptor_t& type, OctetView octets, std::span<const Foreign> foreign) {
  Extended extended;
  Rewrite rewrite(true, foreign);
  if (const auto element = ber::Cursor(octets).next()) rewrite.value(extended.octets, type, *element, Path());
  extended.placed = rewrite.placed;
  return extended;
}

std::optional<std::size_t> find_offset(const asn_TYPE_descriptor_t& type, OctetView octets,
                                       std::string_view path) {
  const auto element = ber::Cursor(octets).next();
  return element ? find(type, *element, Path(), path) : std::nullopt;
}

}  // namespace mapsim::asn1

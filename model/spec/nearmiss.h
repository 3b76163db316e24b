// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <bitset>
#include <string>
#include <unordered_map>
#include <vector>

namespace spectap {

/// Finds the documented name that a name was probably meant to be. Made to keep quiet: a name that is a word
/// of its own is never called a misspelling, and a step that turns one real word into another ("cart",
/// "card") is not taken for short words.
class NameIndex
{
public:
    enum class Likeness
    {
        None,
        LetterCase, ///< the same but for upper and lower case
        Spelling,   ///< the same but for case, spaces, underscores, dashes
        Plural,     ///< one word in the singular instead of the plural or the other way round
        Typo,       ///< one letter too many, too few, wrong or swapped in one word
    };
    struct Match
    {
        Likeness likeness = Likeness::None;
        int name = -1; ///< index into the names
    };

    void build(const std::vector<QByteArrayView> &names);
    [[nodiscard]] Match find(QByteArrayView name) const;
    /// Only LetterCase and Spelling: no guesses. Does not allocate for most names that are like none.
    [[nodiscard]] Match findSpelling(QByteArrayView name) const;

private:
    struct Known
    {
        std::string spelling;           ///< as documented
        std::vector<std::string> words; ///< lower case
    };
    std::vector<Known> m_names;
    std::bitset<1024> m_spellings;                      ///< hashes of the joined words, to say no quickly
    std::unordered_map<std::string, int> m_joined;      ///< words without anything between them
    std::unordered_multimap<std::string, int> m_others; ///< all words but one, that one left out
};

} // namespace spectap

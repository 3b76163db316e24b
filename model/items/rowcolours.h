// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"
#include "model/query/query.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <unordered_map>
#include <vector>

namespace spectap {

/// Rows that a filter finds are painted in a colour. A filter that is not one colours nothing.
struct ColourRule
{
    QString name;
    QString filter;
    MarkColour colour = MarkColour::Red;
    bool on = true;

    bool operator==(const ColourRule &) const = default;
};

/// Which colouring rule a call matches: the first one that does. Only calls that somebody asks for are
/// tested, and remembered; where bodies have to be read they are read in the background, and changed() tells
/// of it. Belongs to the UI thread.
class RowColours final : public QObject
{
    Q_OBJECT

public:
    explicit RowColours(SessionDocument *document, QObject *parent = nullptr);
    ~RowColours() override;

    void setRules(std::vector<ColourRule> rules);
    [[nodiscard]] const std::vector<ColourRule> &rules() const { return m_rules; }
    /// Whether calls are being captured: then "time:-5m" is counted from now, else from the newest call.
    void setLive(bool live);

    /// Null: none matches, or it is not known yet.
    [[nodiscard]] const ColourRule *ruleOf(quint32 seq);
    /// Nothing is being read.
    [[nodiscard]] bool isIdle() const { return !m_run && m_waiting.empty(); }

signals:
    /// Calls [first, last] may have other rules.
    void changed(quint32 first, quint32 last);

private:
    struct Run;
    struct Compiled
    {
        Query query;
        std::size_t rule = 0;
    };
    void forget();
    void forgetCalls(quint32 first, quint32 last);
    void bind();
    void read();
    void take(const Run &run);

    static constexpr int None = -1;
    static constexpr int Unknown = -2;

    SessionDocument *m_document;
    std::vector<ColourRule> m_rules;
    std::vector<Compiled> m_compiled;         ///< those that are on and can be understood
    std::vector<Compiled> m_bound;            ///< the same, counted from a moment
    std::unordered_map<quint32, int> m_known; ///< index of the rule, by seq
    std::vector<quint32> m_waiting;           ///< calls whose bodies have to tell
    std::shared_ptr<Run> m_run;
    QThreadPool m_pool; ///< one thread
    QTimer m_read;
    QTimer m_moveOn; ///< while a rule counts from a moment
    bool m_relative = false;
    bool m_live = false;
};

} // namespace spectap

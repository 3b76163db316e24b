// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/answerpolicy.h"
#include "app/capture/endpoint.h"
#include "model/support/result.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace spectap {

/// What the command line asks of the window (contract: DESIGN §4).
struct StartOptions
{
    QString session; ///< file to open, empty: capture into a new unnamed session
    std::optional<quint16> port; ///< none: as remembered
    bool capture = true;
    bool lan = false; ///< listen on the local network as well
    QString host;     ///< on this address of it; empty: those that are likely to be of use
    bool demo = false;
    QString screenshot;
    QSize size;
    QString theme; ///< light, dark, system; empty: as remembered
    std::optional<quint32> select;
    QString view;
    std::optional<AnswerPolicy> answers; ///< none: as remembered
    QStringList specs;
    QStringList plans;
    bool help = false;
    bool version = false;

    /// Reads `arguments` without the program's name.
    static Result<StartOptions> parse(const QStringList &arguments);
};

} // namespace spectap
